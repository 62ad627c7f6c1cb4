using System.Text;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Jobs;

namespace Arthas.Probe.Commands.Cat;

/// <summary>In the target, so that it reads nothing that the target's own user may not read.</summary>
internal sealed class Cat : IProbeCommand
{
    private const int LargestSizeLimit = 8 * 1024 * 1024;

    public string Name => "cat";

    public void Start(ProbeJob job)
    {
        if (Run(job) is { } refusal)
        {
            job.End(-1, refusal);
        }
        else
        {
            job.End();
        }
    }

    private static string? Run(ProbeJob job)
    {
        var limit = job.Command.Value(CatOptions.SizeLimit);
        if (limit > LargestSizeLimit)
        {
            return $"sizeLimit cannot be large than: {LargestSizeLimit}";
        }

        if (limit > CatOptions.SizeLimit.Default)
        {
            return $"When executing in non-tty session, sizeLimit cannot be large than: {CatOptions.SizeLimit.Default}";
        }

        if (Encode(job.Command) is not { } encoding)
        {
            return $"cat: {job.Command.Value(CatOptions.Encoding)}: No such encoding";
        }

        var contents = new List<(string File, string Content)>();
        foreach (var file in job.Command.Value(CatOptions.Files))
        {
            if (Directory.Exists(file))
            {
                return $"cat {file}: Is a directory";
            }

            if (!File.Exists(file))
            {
                return $"cat {file}: No such file or directory";
            }

            if (!TryRead(file, limit, out var bytes, out var refusal))
            {
                return refusal;
            }

            contents.Add((file, encoding.GetString(bytes)));
        }

        foreach (var read in contents)
        {
            job.Result("cat", read, static (json, read) =>
            {
                json.WriteString("file", read.File);
                json.WriteString("content", read.Content);
            });
        }

        return null;
    }

    private static bool TryRead(string file, int limit, out byte[] bytes, out string? refusal)
    {
        bytes = [];
        refusal = null;
        try
        {
            bytes = BoundedFile.Read(file, limit);
            if (bytes.Length > limit)
            {
                refusal = $"cat {file}: Is too large, size: {Math.Max(bytes.Length, new FileInfo(file).Length)}";
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            refusal = $"cat {file}: {e.Message}";
        }

        return refusal is null;
    }

    private static Encoding? Encode(ParsedCommand command)
    {
        try
        {
            return command.Value(CatOptions.Encoding) is { } name ? Encoding.GetEncoding(name) : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
