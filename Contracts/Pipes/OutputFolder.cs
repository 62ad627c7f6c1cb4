using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Arthas.Contracts.Pipes;

/// <summary>
/// The one folder that redirects and <c>tee</c> write into. A file in it has a plain name and is opened in the folder as it
/// is held open, never through a link.
/// </summary>
public sealed partial class OutputFolder
{
    private const int LongestName = 128;
    private const long MostBytes = 1L << 30;
    private const int MostFiles = 1000;

    private const int WriteOnly = 0x1;
    private const int Create = 0x40;
    private const int Truncate = 0x200;
    private const int AppendTo = 0x400;
    private const int NonBlocking = 0x800;
    private const int Directory = 0x10000;
    private const int NoFollow = 0x20000;
    private const int CloseOnExec = 0x80000;
    private const uint OwnerOnly = 0x180;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly string _path;

    /// <param name="path">Made, for its owner alone, when the first file is written.</param>
    public OutputFolder(string path) => _path = Path.GetFullPath(path);

    /// <summary><c>arthas-output</c> among the user's data, or in the temporary directory of a user without any.</summary>
    public static string DefaultPath { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } data
            ? data
            : Path.GetTempPath(),
        "arthas-output");

    /// <summary>What is wrong with a file's name; null for nothing.</summary>
    public static string? ProblemOf(string name) =>
        name.Length is > 0 and <= LongestName && name[0] is not ('.' or '-') && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-')
            ? null
            : $"output goes to files of the output folder only: '{(name.Length > LongestName ? name[..LongestName] + "…" : name)}' is no name of letters, digits, '.', '_' and '-' ({LongestName} at most)";

    /// <summary>Opens a file to write it anew, or to go on at its end.</summary>
    /// <exception cref="PipeException"/>
    internal OutputFile Open(string name, bool append)
    {
        if (ProblemOf(name) is { } problem)
        {
            throw new PipeException(problem);
        }

        if (!OperatingSystem.IsLinux())
        {
            throw new PipeException("output goes to files on Linux only");
        }

        try
        {
            System.IO.Directory.CreateDirectory(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using var folder = OpenAt(-100, _path, Directory | NoFollow | CloseOnExec, 0);
            if (folder.IsInvalid)
            {
                throw Failed(_path);
            }

            if ((File.GetUnixFileMode(folder) & OthersWrite) != 0)
            {
                throw new PipeException($"the output folder {_path} may be written by others: take that right from them (chmod 700)");
            }

            CheckRoom();
            var file = OpenAt(
                (int)folder.DangerousGetHandle(), name, WriteOnly | Create | NoFollow | NonBlocking | CloseOnExec | (append ? AppendTo : Truncate), OwnerOnly);
            if (file.IsInvalid)
            {
                throw Failed(Path.Combine(_path, name));
            }

            return new OutputFile(file, Path.Combine(_path, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PipeException($"the output folder cannot be used: {e.Message}");
        }
    }

    private void CheckRoom()
    {
        var (files, bytes) = (0, 0L);
        foreach (var file in new DirectoryInfo(_path).EnumerateFiles())
        {
            files++;
            bytes += file.Length;
        }

        if (files >= MostFiles || bytes >= MostBytes)
        {
            throw new PipeException($"the output folder {_path} is full ({files} files, {bytes >> 20} MiB): remove what is not needed");
        }
    }

    private static PipeException Failed(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        const int TooManyLinks = 40;
        return new PipeException(error == TooManyLinks
            ? $"{path} is a link: output does not follow links, remove it"
            : $"{path} cannot be written: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenAt(int directory, string path, int flags, uint mode);
}
