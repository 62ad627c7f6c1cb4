namespace Arthas.Hub.Engines.Redis;

internal sealed record MemberTable(int Version, IReadOnlyList<Member> Members);
