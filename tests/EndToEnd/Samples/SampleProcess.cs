using System.Text.RegularExpressions;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Samples;

/// <summary>One of the programs in <c>samples</c>, as the build left it, on a port of its own.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private readonly RunningProcess _process;

    private SampleProcess(RunningProcess process, Uri address, string path)
    {
        _process = process;
        Address = address;
        Api = new ApiClient(address, path);
    }

    public Uri Address { get; }

    public ApiClient Api { get; }

    /// <param name="prefix">Below which it has the hub.</param>
    public static async Task<SampleProcess> StartAsync(string name, string prefix = "")
    {
        var executable = Built.Target(name);
        var process = RunningProcess.Start(executable, ["--urls", "http://127.0.0.1:0", "--contentRoot", Path.GetDirectoryName(executable)!, "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information"]);
        try
        {
            var line = await process.LineAsync(@"listening on: http://127\.0\.0\.1:[1-9]\d*");
            return new SampleProcess(process, new Uri(Regex.Match(line, @"http://127\.0\.0\.1:\d+").Value), prefix);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _process.DisposeAsync();
    }
}
