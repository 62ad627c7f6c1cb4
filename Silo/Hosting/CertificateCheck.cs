using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace Arthas.Silo.Hosting;

/// <summary>Whether another node's certificate is one that the authority signed. One that is not is told of, once: its node tries again and again.</summary>
/// <param name="authority">Null: the authorities that this machine trusts.</param>
internal sealed partial class CertificateCheck(X509Certificate2? authority)
{
    private readonly ConcurrentDictionary<string, bool> _told = new();

    /// <summary>There is none before there are connections.</summary>
    public ILogger? Logger { get; set; }

    public bool Accepts(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (authority is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
        }

        if (chain.Build(certificate))
        {
            return true;
        }

        if (Logger is { } logger && _told.TryAdd(certificate.Thumbprint, true))
        {
            var reason = string.Join(' ', chain.ChainStatus.Select(static status => status.StatusInformation.Trim()).Distinct());
            Refused(logger, certificate.Subject, certificate.Issuer, reason);
        }

        return false;
    }

    [LoggerMessage(2041, LogLevel.Error, "A node was refused: its certificate {Subject}, signed by {Issuer}, is not trusted here ({Reason}). Nodes of one cluster have certificates of one authority (Silo:Tls:Authority).")]
    private static partial void Refused(ILogger logger, string subject, string issuer, string reason);
}
