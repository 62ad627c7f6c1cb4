using System.Security.Cryptography;

namespace Arthas.Agent.Attach;

/// <summary>The files that this agent carries into targets.</summary>
internal sealed class Payload
{
    public const string Hook = "Arthas.Hook.dll";
    public const string Probe = "Arthas.Probe.dll";
    public const string Port = "libarthas_rejit.so";

    private readonly string _folder;

    public Payload(string folder)
    {
        _folder = folder;
        var hash = SHA256.HashData([.. ReadOrEmpty(Probe), .. ReadOrEmpty(Port)]);
        Id = Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }

    /// <summary>Names probe and port by what is in them: another build is another folder in the target, and another probe.</summary>
    public string Id { get; }

    public bool HasPort => File.Exists(Path.Combine(_folder, Port));

    /// <exception cref="AttachException">The file is not there.</exception>
    public byte[] Read(string name)
    {
        var bytes = ReadOrEmpty(name);
        return bytes.Length > 0 ? bytes : throw new AttachException($"{name} is missing from {_folder}: the agent was not installed whole");
    }

    private byte[] ReadOrEmpty(string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(_folder, name));
        }
        catch (IOException)
        {
            return [];
        }
    }
}
