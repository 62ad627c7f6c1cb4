namespace Arthas.Contracts.Pipes;

/// <summary>One stage of a pipe at work on one job's lines.</summary>
internal interface IPipeFilter
{
    /// <summary>Nothing will come out any more, whatever goes in.</summary>
    bool IsDone => false;

    /// <param name="lines">The next lines of the stream, without their ends.</param>
    /// <param name="into">What comes out.</param>
    void Take(IReadOnlyList<string> lines, List<string> into);

    /// <summary>The stream is over.</summary>
    void End(List<string> into)
    {
    }
}
