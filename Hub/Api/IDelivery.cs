namespace Arthas.Hub.Api;

/// <summary>Is told how far an answer got to its client.</summary>
internal interface IDelivery
{
    /// <summary>What <see cref="MoveAsync"/> did is taken back when the results turn out not to be delivered.</summary>
    bool IsOnApproval { get; }

    /// <summary>
    /// All but the last byte has been handed to the client's connection; the last one follows when this is done. False: the
    /// same results went out by another answer meanwhile, so this one must not be completed.
    /// </summary>
    ValueTask<bool> MoveAsync(CancellationToken cancel);

    /// <summary>After <see cref="MoveAsync"/>, whatever became of it: the last byte is out too, or it never will be.</summary>
    void End(bool delivered);
}
