using Arthas.Contracts.Cluster;

namespace Arthas.Contracts.Results;

/// <summary>The three <c>input_status</c> results: constant bytes, shared by every log.</summary>
public static class InputStatus
{
    public const string Type = "input_status";

    public static readonly Result AllowInput =
        new(0, Type, """{"inputStatus":"ALLOW_INPUT","jobId":0,"type":"input_status"}"""u8.ToArray());

    public static readonly Result AllowInterrupt =
        new(0, Type, """{"inputStatus":"ALLOW_INTERRUPT","jobId":0,"type":"input_status"}"""u8.ToArray());

    public static readonly Result Disabled =
        new(0, Type, """{"inputStatus":"DISABLED","jobId":0,"type":"input_status"}"""u8.ToArray());
}
