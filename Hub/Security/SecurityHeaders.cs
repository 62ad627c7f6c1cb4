namespace Arthas.Hub.Security;

/// <summary>What a browser must not do with anything that comes from here.</summary>
/// <param name="Policy">The content security policy.</param>
internal sealed record SecurityHeaders(string Policy)
{
    // Nothing comes from elsewhere, and nobody may put it into a frame and have its buttons clicked.
    private const string Common = "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'; ";

    /// <summary>The page's script and style are files of this hub; nothing is inline.</summary>
    public static SecurityHeaders OfThePage { get; } = new(Common + "style-src 'self'; img-src 'self' data:");

    /// <summary>Orleans' dashboard styles its elements one by one and brings its fonts.</summary>
    public static SecurityHeaders OfTheDashboard { get; } = new(Common + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:");

    public void Set(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }
}
