using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace Arthas.Silo.Hosting;

/// <summary>TLS on every connection between nodes: both ends show a certificate that the authority signed.</summary>
internal static class SiloTls
{
    /// <summary>Why these files cannot be used, with the option's key; null when they can, and when there is to be no TLS.</summary>
    public static string? ProblemOf(SiloTlsOptions options)
    {
        if (!options.IsOn)
        {
            return string.IsNullOrEmpty(options.Key) && string.IsNullOrEmpty(options.Authority)
                ? null
                : Problem(nameof(SiloTlsOptions.Certificate), "is needed as well, there is no TLS without it");
        }

        foreach (var (key, file) in new[] { (nameof(options.Certificate), options.Certificate), (nameof(options.Key), options.Key), (nameof(options.Authority), options.Authority) })
        {
            if (!string.IsNullOrEmpty(file) && !File.Exists(file))
            {
                return Problem(key, $"{file} is not there");
            }
        }

        return Try(nameof(options.Certificate), "cannot be read, or has no private key with it", () => Load(options))
            ?? Try(nameof(options.Authority), "cannot be read", () => Authority(options));
    }

    public static void UseTls(this ISiloBuilder silo, SiloTlsOptions options)
    {
        var check = new CertificateCheck(Authority(options));
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<ILogger<CertificateCheck>>((_, logger) => check.Logger = logger);
        silo.UseTls(tls => Set(tls, Load(options), check));
    }

    public static void UseTls(this IClientBuilder client, SiloTlsOptions options)
    {
        var check = new CertificateCheck(Authority(options));
        client.Services.AddOptions<ClientConnectionOptions>().Configure<ILogger<CertificateCheck>>((_, logger) => check.Logger = logger);
        client.UseTls(tls => Set(tls, Load(options), check));
    }

    private static void Set(TlsOptions tls, X509Certificate2 certificate, CertificateCheck check)
    {
        tls.LocalCertificate = certificate;
        tls.LocalServerCertificateSelector = (_, _) => certificate;
        tls.LocalClientCertificateSelector = (_, _, _, _, _) => certificate;
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        // Nodes are known by who signed for them; their addresses change.
        tls.RemoteCertificateValidation = (remote, _, _) => remote is not null && check.Accepts(remote);
        tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = "arthas-silo";
    }

    private static X509Certificate2 Load(SiloTlsOptions options)
    {
        using var pem = X509Certificate2.CreateFromPemFile(options.Certificate!, string.IsNullOrEmpty(options.Key) ? null : options.Key);
        // With the key in it, as the platform's TLS wants it.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    private static X509Certificate2? Authority(SiloTlsOptions options) =>
        string.IsNullOrEmpty(options.Authority) ? null : X509CertificateLoader.LoadCertificateFromFile(options.Authority);

    private static string? Try(string key, string otherwise, Func<X509Certificate2?> load)
    {
        try
        {
            load()?.Dispose();
            return null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return Problem(key, $"{otherwise}: {e.Message}");
        }
    }

    private static string Problem(string key, string problem) => $"{SiloOptions.Section}:{nameof(SiloOptions.Tls)}:{key}: {problem}";
}
