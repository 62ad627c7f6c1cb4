using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Arthas.Silo.Tests.Running;

/// <summary>A logger that keeps what it is told, and lets a test wait for it.</summary>
internal sealed class KeptLog<T> : ILogger<T>
{
    private readonly ConcurrentQueue<(int Event, LogLevel Level, string Text)> _messages = new();
    private readonly ConcurrentDictionary<(int Event, int Time), TaskCompletionSource<string>> _waiting = new();

    public IReadOnlyCollection<(int Event, LogLevel Level, string Text)> Messages => _messages;

    public IEnumerable<int> Events => _messages.Select(static message => message.Event);

    public IEnumerable<string> Warnings => _messages.Where(static message => message.Level >= LogLevel.Warning).Select(static message => message.Text);

    /// <summary>The first (second, …) message of this event, told already or yet to come.</summary>
    public Task<string> ToldAsync(int eventId, int time = 1) => Wait(eventId, time).Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception);
        int time;
        lock (_messages)
        {
            _messages.Enqueue((eventId.Id, logLevel, text));
            time = Events.Count(known => known == eventId.Id);
        }

        Wait(eventId.Id, time).TrySetResult(text);
    }

    private TaskCompletionSource<string> Wait(int eventId, int time) =>
        _waiting.GetOrAdd((eventId, time), static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
