using Arthas.Contracts.Pipes;

namespace Arthas.Hub;

/// <summary>The section <c>Hub</c>: who may come in, and what is meant when a request does not say.</summary>
internal sealed class HubOptions
{
    public const string Section = "Hub";

    /// <summary>
    /// The target of requests that name none: an id, or <c>app=…</c>, <c>host=…</c>, <c>pid=…</c>. Default: the only
    /// target there is.
    /// </summary>
    public string? Target { get; set; }

    /// <summary>Default: <c>arthas</c> when only a password is set.</summary>
    public string? Username { get; set; }

    /// <summary>
    /// Asked of everybody, 127.0.0.1 included. Default: none while the hub listens on loopback only; otherwise one is
    /// made and printed once.
    /// </summary>
    public string? Password { get; set; }

    /// <summary>
    /// Lets a second user in, who may look (fields, properties, arguments) but neither call code of a target nor change
    /// anything. With it a login is asked of everybody, so a password for the first is made if none is given. Default: none.
    /// </summary>
    public string? ObserverPassword { get; set; }

    /// <summary>The name of that user. Default: <c>observer</c>.</summary>
    public string? ObserverUsername { get; set; }

    /// <summary>
    /// Host names besides those of <c>--urls</c> under which this hub may be asked, such as that of a reverse proxy;
    /// several are separated by <c>;</c>. A name too many lets that name's owner reach the hub from a browser.
    /// Default: none.
    /// </summary>
    public string? AllowedHosts { get; set; }

    /// <summary>Starts a program to try things on, which ends with the hub and is the default target. Default: no.</summary>
    public bool Demo { get; set; }

    /// <summary>What <see cref="Demo"/> starts. Default: MathGame as the build left it beside this program.</summary>
    public string DemoPath { get; set; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory,
        "../../MathGame",
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
        "MathGame"));

    /// <summary>Of an <c>exec</c> that names none. Default 30 seconds.</summary>
    public TimeSpan ExecTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Of every other command; a job that is forgotten holds its enhancements so long. Default 1 day.</summary>
    public TimeSpan JobTimeout { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Of one session at once, started with <c>&amp;</c>; each holds its enhancements. Default 16.</summary>
    public int BackgroundJobs { get; set; } = 16;

    /// <summary>
    /// The folder that <c>&gt; FILE</c> and <c>tee</c> behind the hub's own commands write into; those of a target have the
    /// agent's. Default: <c>arthas-output</c> among the data of the user that this runs as.
    /// </summary>
    public string Output { get; set; } = OutputFolder.DefaultPath;

    /// <summary>How long a pull waits for the first result: longer means fewer requests from idle clients. Default 2 seconds.</summary>
    public TimeSpan PullWait { get; set; } = TimeSpan.FromSeconds(2);
}
