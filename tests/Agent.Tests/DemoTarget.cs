using Arthas.Agent.Tests;

[assembly: AssemblyFixture(typeof(DemoTarget))]

namespace Arthas.Agent.Tests;

/// <summary>One MathGame process for the tests that leave it as it was.</summary>
public sealed class DemoTarget : IAsyncLifetime
{
    private RunningProcess? _process;

    public int ProcessId => _process!.Id;

    public string Id => $"MathGame_{Environment.MachineName}-{ProcessId}";

    public async ValueTask InitializeAsync() => _process = await TargetProcess.MathGameAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
