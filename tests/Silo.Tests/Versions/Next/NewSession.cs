namespace Arthas.Silo.Sessions;

public sealed partial record NewSession
{
    /// <summary>Another one in each process: one that was lost on the way would be the reader's.</summary>
    [Id(100)]
    public string? Next { get; init; } = $"made by process {Environment.ProcessId}";
}
