using System.Reflection;
using System.Text.Json;

namespace Arthas.Probe.Tests.Commands;

public sealed class SyspropTests
{
    [Fact]
    public void Sysprop_lists_the_names_that_scripts_look_for()
    {
        var properties = CommandRun.Only("sysprop").GetProperty("props");
        Assert.Equal(Assembly.GetEntryAssembly()!.Location, properties.GetProperty("java.class.path").GetString());
        string[] names = ["java.version", "java.vendor", "os.name", "os.arch", "os.version", "user.dir", "user.name", "user.home", "java.io.tmpdir", "file.separator", "path.separator"];
        Assert.All(names, name => Assert.NotEmpty(properties.GetProperty(name).GetString()!));
        Assert.Equal(Environment.NewLine, properties.GetProperty("line.separator").GetString());
        Assert.True(properties.TryGetProperty("APP_CONTEXT_BASE_DIRECTORY", out _));
    }

    [Fact]
    public void Sysprop_change_is_made_to_the_application_and_seen_by_the_next_get()
    {
        var (results, status, _) = CommandRun.Of("sysprop", ("property-name", "production.mode"), ("property-value", "true"));
        Assert.Equal(0, status);
        Assert.Equal(["Successfully changed the system property.", null], results.Select(r => r.TryGetProperty("message", out var m) ? m.GetString() : null));
        Assert.Equal("true", AppContext.GetData("production.mode"));
        Assert.Equal("true", CommandRun.Only("sysprop", ("property-name", "production.mode")).GetProperty("props").GetProperty("production.mode").GetString());
    }

    [Fact]
    public void Sysprop_change_of_a_switch_switches()
    {
        AppContext.SetSwitch("Arthas.Test.Switch", false);
        CommandRun.Of("sysprop", ("property-name", "Arthas.Test.Switch"), ("property-value", "true"));
        Assert.True(AppContext.TryGetSwitch("Arthas.Test.Switch", out var on) && on);
    }

    [Fact]
    public void Sysprop_unknown_name_is_refused() =>
        Assert.Equal((1, "There is no property with the key nope"), (CommandRun.Of("sysprop", ("property-name", "nope")) is var r ? (r.Status, r.Message) : default));

    [Fact]
    public void Sysenv_shows_one_all_or_nothing()
    {
        Environment.SetEnvironmentVariable("ARTHAS_TEST", "é\"");
        Assert.Equal("é\"", CommandRun.Only("sysenv", ("env-name", "ARTHAS_TEST")).GetProperty("env").GetProperty("ARTHAS_TEST").GetString());
        Assert.True(CommandRun.Only("sysenv").GetProperty("env").EnumerateObject().Count() > 1);
        Assert.Equal("{}", JsonSerializer.Serialize(CommandRun.Only("sysenv", ("env-name", "nope")).GetProperty("env")));
    }
}
