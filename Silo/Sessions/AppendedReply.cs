using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Sessions;

[GenerateSerializer, Immutable, Alias("arthas.appended")]
internal readonly record struct AppendedReply([property: Id(0)] int Outcome, [property: Id(1)] long Expected)
{
    public static AppendedReply Of(Appended appended) => new((int)appended.Outcome, appended.Expected);

    public Appended ToAppended() => new((AppendOutcome)Outcome, Expected);
}
