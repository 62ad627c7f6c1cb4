namespace Arthas.Silo.Ledgers;

/// <summary>Hands out job numbers in blocks: they rise, with gaps where a silo ended. There is one, its key is 0.</summary>
[Alias("arthas.job-counter")]
internal interface IJobCounterGrain : IGrainWithIntegerKey
{
    /// <summary>The first number of a block that is the caller's alone.</summary>
    [Alias("take")]
    Task<int> TakeAsync(int count);
}
