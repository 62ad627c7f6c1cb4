namespace Arthas.Contracts.Cluster;

/// <param name="Number">Grows within one inbox; what an acknowledgement names.</param>
public sealed record InboxEntry(long Number, InboxMessage Message);
