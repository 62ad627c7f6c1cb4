using System.Globalization;

namespace Arthas.Contracts.CommandLine;

/// <summary>Numbers of bytes in a help.</summary>
public static class ByteCount
{
    /// <summary><c>10 * 1024 * 1024</c> for ten mebibytes, as Arthas writes it.</summary>
    public static string InFactors(int bytes)
    {
        const int Kibi = 1024;
        var factors = "";
        for (; bytes > Kibi && bytes % Kibi == 0; bytes /= Kibi)
        {
            factors += $" * {Kibi}";
        }

        return bytes.ToString(CultureInfo.InvariantCulture) + factors;
    }
}
