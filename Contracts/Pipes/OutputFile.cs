using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Arthas.Contracts.Pipes;

/// <summary>A file that lines are written to, up to a bound.</summary>
internal sealed class OutputFile : IDisposable
{
    private const long MostBytes = 64L << 20;

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly FileStream _file;
    private long _lines, _bytes;

    public OutputFile(SafeFileHandle file, string path)
    {
        Path = path;

        // Not buffered: who reads the file while the command runs sees every line.
        _file = new FileStream(file, FileAccess.Write, bufferSize: 0);
        if (_file.CanSeek)
        {
            _file.Seek(0, SeekOrigin.End);
        }
    }

    public string Path { get; }

    /// <summary>For people.</summary>
    public string Summary => $"{_lines} lines, {_bytes} bytes: {Path}";

    /// <exception cref="PipeException">The bound is reached, or the disk is full.</exception>
    public void Write(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var text = new MemoryStream();
        foreach (var line in lines)
        {
            text.Write(Encoding.UTF8.GetBytes(line));
            text.Write(LineEnd);
        }

        if (_file.Length + text.Length > MostBytes)
        {
            throw new PipeException($"{Path} has reached the bound of a file, {MostBytes >> 20} MiB");
        }

        try
        {
            text.WriteTo(_file);
        }
        catch (IOException e)
        {
            throw new PipeException($"{Path} cannot be written any further: {e.Message}");
        }

        _lines += lines.Count;
        _bytes += text.Length;
    }

    public void Dispose() => _file.Dispose();
}
