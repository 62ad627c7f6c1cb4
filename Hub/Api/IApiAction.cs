using Arthas.Silo.Sessions;

namespace Arthas.Hub.Api;

/// <summary>One value of <c>action</c>. Found by its type: a class in <c>Hub/Api/Actions</c>, nothing to register.</summary>
internal interface IApiAction
{
    /// <summary>In upper case, as the request's is made before it is compared.</summary>
    string Name { get; }

    SessionUse Session { get; }

    /// <param name="session">The session that the request names; null when it names none.</param>
    ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel);
}

internal enum SessionUse
{
    /// <summary>A session id is not looked at.</summary>
    Ignored,

    /// <summary>One may be named, and then it must exist.</summary>
    Optional,

    Required,
}
