namespace Arthas.Silo.Sessions;

public enum PullOutcome
{
    Ok,
    NoSession,
    NoConsumer,
}
