using Arthas.Contracts.Cluster;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

[GenerateSerializer, Immutable, Alias("arthas.job-read")]
internal sealed record JobReadReply(
    [property: Id(0)] bool Found,
    [property: Id(1)] byte[] Results,
    [property: Id(2)] long LastSeq,
    [property: Id(3)] bool Ended,
    [property: Id(4)] long Missed)
{
    public static JobReadReply Of(JobRead read) =>
        new(read.Found, ResultBytes.Write(read.Results), read.LastSeq, read.Ended, read.Missed);

    public JobRead ToJobRead() => new(Found, ResultBytes.Read(Results), LastSeq, Ended, Missed);
}
