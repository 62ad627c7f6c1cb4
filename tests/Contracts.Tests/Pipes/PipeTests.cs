using System.Text;
using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes;
using Arthas.Contracts.Views;

namespace Arthas.Contracts.Tests.Pipes;

public sealed class PipeTests : IDisposable
{
    private static readonly ResultViews Views = new();

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"arthas-pipes-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("grep b", "b1 | Ab")]
    [InlineData("grep B", "")]
    [InlineData("grep -i B", "b1 | Ab")]
    [InlineData("grep -v b", "a |   c | d")]
    [InlineData("grep -n b", "2:b1 | 5:Ab")]
    [InlineData("grep -c b", "2")]
    [InlineData("grep -ic A", "2")]
    [InlineData("grep -e '^b|d$'", "b1 | d")]
    [InlineData("grep -e -i ^A", "a | Ab")]
    [InlineData("grep '^b'", "")]
    [InlineData("grep -A 1 b1", "b1 |   c")]
    [InlineData("grep -B 1 b1", "a | b1")]
    [InlineData("grep -C 1 -n b1", "1-a | 2:b1 | 3-  c")]
    [InlineData("grep -B 9 Ab", "a | b1 |   c | d | Ab")]
    [InlineData("grep -m 1 b", "b1")]
    [InlineData("grep -m 1 -A 1 b", "b1 |   c")]
    [InlineData("grep --trim-end false c", "  c  ")]
    [InlineData("wc -l", "5")]
    [InlineData("grep b | wc -l", "2")]
    [InlineData("grep b | grep -v 1", "Ab")]
    [InlineData("tee | grep b | nonsense | tee", "b1 | Ab")]
    public void Lines_pass_filter_by_filter(string filters, string expected)
    {
        using var pipe = Begin(filters);

        List<string?> texts = [pipe.Take("a  \nb1\n"), pipe.Take("  c  "), pipe.Take("d\nAb")];
        texts.AddRange(pipe.End());

        Assert.Equal(expected, string.Join(" | ", texts.OfType<string>().SelectMany(text => text.Split('\n'))));
    }

    [Fact]
    public void Plaintext_takes_control_sequences_out()
    {
        using var pipe = Begin("plaintext");

        Assert.Equal("red title\tbell ü", pipe.Take("\e[1;31mred\e[0m \e]0;pwned\atitle\t\abell\e7 ü\r"));
    }

    [Fact]
    public void Pipe_is_done_when_nothing_can_come_any_more()
    {
        using var pipe = Begin("grep -m 1 -A 1 b");

        pipe.Take("b");
        Assert.False(pipe.Done);
        pipe.Take("c");
        Assert.True(pipe.Done);
    }

    [Theory]
    [InlineData("grep", "com.taobao.middleware.cli.MissingValueException: The argument 'pattern' is required")]
    [InlineData("grep -A x b", "com.taobao.middleware.cli.CLIException: ")]
    [InlineData("grep -e (", "java.util.regex.PatternSyntaxException: ")]
    [InlineData("grep -e (?=a)b", "grep: look-around, back references and atomic groups are not supported in '(?=a)b'")]
    [InlineData("wc", "wc currently only support wc -l!")]
    [InlineData("tee ../x", "output goes to files of the output folder only: '../x' is no name")]
    [InlineData("tee /etc/x", "output goes to files of the output folder only")]
    [InlineData("tee .x", "output goes to files of the output folder only")]
    public void Problem_is_told_before_anything_runs(string filter, string problem) =>
        Assert.StartsWith(problem, PipeLine.Of(CommandLineWords.Parse($"version | {filter}"))!.Problem, StringComparison.Ordinal);

    [Fact]
    public void Line_without_a_pipe_has_none()
    {
        Assert.Null(PipeLine.Of(CommandLineWords.Parse("version a &")));
        Assert.Null(PipeLine.Of(CommandLineWords.Parse("version | nonsense")));
    }

    [Fact]
    public void Pattern_that_would_backtrack_for_ever_takes_no_time()
    {
        using var pipe = Begin("grep -e ^(a+)+$");

        Assert.Null(pipe.Take(new string('a', 100_000) + "b"));
    }

    [Fact]
    public void Redirect_writes_the_file_and_says_where()
    {
        using (var pipe = Begin("grep b > out.txt"))
        {
            Assert.Null(pipe.Take("a\nb"));
            Assert.Equal($"1 lines, 2 bytes: {_folder}/out.txt", Assert.Single(pipe.End()));
        }

        using (var more = Begin("tee >> out.txt"))
        {
            more.Take("ü");
            more.End();
        }

        Assert.Equal("b\nü\n", File.ReadAllText(Path.Combine(_folder, "out.txt")));
        using (var anew = Begin("tee > out.txt"))
        {
            anew.Take("c");
            anew.End();
        }

        Assert.Equal("c\n", File.ReadAllText(Path.Combine(_folder, "out.txt")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "out.txt")));
    }

    [Fact]
    public void Redirect_without_a_name_makes_one()
    {
        using var pipe = Begin("tee >");
        pipe.Take("a");
        pipe.End();

        Assert.Equal("a\n", File.ReadAllText(Path.Combine(_folder, "job-7.txt")));
    }

    [Fact]
    public void Tee_writes_and_passes_on()
    {
        using var pipe = Begin("tee all.txt | grep b | tee -a all.txt");

        Assert.Equal("b", pipe.Take("a\nb"));
        Assert.Empty(pipe.End());
        Assert.Equal("a\nb\nb\n", File.ReadAllText(Path.Combine(_folder, "all.txt")));
    }

    [Fact]
    public void Link_in_the_folder_is_not_followed()
    {
        var outside = Path.Combine(Path.GetTempPath(), $"arthas-outside-{Guid.NewGuid():N}");
        Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(_folder, "out.txt"), outside);

        var refused = Assert.Throws<PipeException>(() => Begin("tee > out.txt"));

        Assert.Contains("is a link", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(outside));
    }

    [Fact]
    public void Folder_that_others_may_write_is_refused()
    {
        Directory.CreateDirectory(_folder);
        File.SetUnixFileMode(_folder, (UnixFileMode)0x1ff);

        Assert.Contains("chmod 700", Assert.Throws<PipeException>(() => Begin("tee > out.txt")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_that_is_a_link_is_refused()
    {
        var real = $"{_folder}-real";
        Directory.CreateDirectory(real);
        try
        {
            Directory.CreateSymbolicLink(_folder, real);

            Assert.Throws<PipeException>(() => Begin("tee > out.txt"));
            Assert.Empty(Directory.EnumerateFiles(real));
        }
        finally
        {
            Directory.Delete(_folder);
            Directory.Delete(real);
        }
    }

    [Fact]
    public void File_has_a_bound()
    {
        using var pipe = Begin("tee > out.txt");
        var mebi = new string('x', 1 << 20);

        var full = Assert.Throws<PipeException>(() =>
        {
            for (var i = 0; i < 65; i++)
            {
                pipe.Take(mebi);
            }
        });

        Assert.Contains("the bound of a file, 64 MiB", full.Message, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(Path.Combine(_folder, "out.txt")).Length, 1, 64 << 20);
    }

    private OnePipe Begin(string filters) => new(new Pipe(7, PipeLine.Of(CommandLineWords.Parse($"version | {filters}"))!, new OutputFolder(_folder), Views));

    /// <summary>Texts in and out.</summary>
    private sealed class OnePipe(Pipe pipe) : IDisposable
    {
        public bool Done => pipe.IsDone;

        public string? Take(string text) =>
            pipe.Take("message", JsonSerializer.SerializeToUtf8Bytes(new { jobId = 7, message = text, type = "message" })) is { } result ? Text(result) : null;

        public List<string> End() => [.. pipe.End().Select(Text)];

        public void Dispose() => pipe.Dispose();

        private static string Text(Contracts.Cluster.Result result)
        {
            using var document = JsonDocument.Parse(result.Json);
            Assert.Equal((7, result.Type), (document.RootElement.GetProperty("jobId").GetInt32(), document.RootElement.GetProperty("type").GetString()));
            return document.RootElement.GetProperty(result.Type).GetString()!;
        }
    }
}
