using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Arthas.EndToEnd.Running;

/// <summary>An authority of the test's own, and a certificate of it for this machine's loopback, as files.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arthas-tls-").FullName;

    public Certificates()
    {
        var (from, until) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var authorityKey = RSA.Create(2048);
        var request = new CertificateRequest("CN=authority of a test", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var authority = request.CreateSelfSigned(from, until);

        using var key = RSA.Create(2048);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(8));

        File.WriteAllText(Authority, authority.ExportCertificatePem());
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
    }

    public string Authority => Path.Combine(_folder, "authority.pem");

    public string Certificate => Path.Combine(_folder, "certificate.pem");

    public string Key => Path.Combine(_folder, "key.pem");

    /// <summary>Lets a .NET process trust the authority.</summary>
    public IReadOnlyDictionary<string, string?> Trusting => new Dictionary<string, string?> { ["SSL_CERT_FILE"] = Authority };

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
