namespace Arthas.Silo.Sessions;

internal sealed partial class Session
{
    public string? Next => _start.Next;
}
