namespace Arthas.Silo.Hosting;

/// <summary>Section <c>Silo:Tls</c>: every node shows a certificate, and takes only those that the authority signed.</summary>
public sealed class SiloTlsOptions
{
    /// <summary>This node's certificate with its chain, in PEM. Default: none, and no TLS.</summary>
    public string? Certificate { get; set; }

    /// <summary>Its private key, in PEM. Default: in the same file.</summary>
    public string? Key { get; set; }

    /// <summary>The certificate, in PEM, of the authority that signs those of all nodes. Default: the authorities that this machine trusts.</summary>
    public string? Authority { get; set; }

    public bool IsOn => !string.IsNullOrEmpty(Certificate);
}
