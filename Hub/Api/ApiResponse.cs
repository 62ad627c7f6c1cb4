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

    /// <summary>To be told how far the results got to the client; null where nobody counts them.</summary>
    public IDelivery? Delivery { get; init; }

    public static ApiResponse Failed(string message) => new() { State = ApiState.Failed, Message = message };

    public static ApiResponse Refused(string message) => new() { State = ApiState.Refused, Message = message };

    public static ApiResponse NoSession(string id) => Failed($"session not found: {id}");
}
