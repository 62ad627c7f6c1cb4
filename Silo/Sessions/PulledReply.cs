using Arthas.Contracts.Cluster;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

[GenerateSerializer, Immutable, Alias("arthas.pulled")]
internal sealed record PulledReply(
    [property: Id(0)] int Outcome, [property: Id(1)] byte[] Results, [property: Id(2)] long LastSeq, [property: Id(3)] long Missed)
{
    public static PulledReply Of(Pulled pulled) =>
        new((int)pulled.Outcome, ResultBytes.Write(pulled.Results), pulled.LastSeq, pulled.Missed);

    public Pulled ToPulled() =>
        new() { Outcome = (PullOutcome)Outcome, Results = ResultBytes.Read(Results), LastSeq = LastSeq, Missed = Missed };
}
