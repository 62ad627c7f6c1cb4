namespace Arthas.Hub.Api;

/// <summary>The envelope of every answer; what is null is not written.</summary>
internal sealed record ApiResponse
{
    public required ApiState State { get; init; }
    public string? Message { get; init; }
    public string? RequestId { get; init; }
    public string? SessionId { get; init; }
    public string? ConsumerId { get; init; }
    public ApiBody? Body { get; init; }

    /// <summary>
    /// Runs when all but the last byte has been handed to the client's connection: late enough that a client that has
    /// gone away loses nothing, early enough that its next request finds it done.
    /// </summary>
    public Func<CancellationToken, ValueTask>? Delivered { get; init; }

    public static ApiResponse Failed(string message) => new() { State = ApiState.Failed, Message = message };

    public static ApiResponse Refused(string message) => new() { State = ApiState.Refused, Message = message };

    public static ApiResponse NoSession(string id) => Failed($"session not found: {id}");
}
