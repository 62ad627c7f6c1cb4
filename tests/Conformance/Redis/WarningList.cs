using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Arthas.Conformance.Redis;

/// <summary>Keeps what is warned of.</summary>
internal sealed class WarningList<T> : ILogger<T>
{
    private readonly Channel<string> _all = Channel.CreateUnbounded<string>();

    public List<string> Warnings { get; } = [];

    /// <summary>Answers when one with this text was given.</summary>
    public async Task WarningAsync(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await _all.Reader.ReadAsync(limit.Token)).Contains(text, StringComparison.Ordinal))
        {
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel < LogLevel.Warning)
        {
            return;
        }

        var text = formatter(state, exception);
        lock (Warnings)
        {
            Warnings.Add(text);
        }

        _all.Writer.TryWrite(text);
    }
}
