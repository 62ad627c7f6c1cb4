using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Tests.CommandLine;

public sealed class RoleTests
{
    [Fact]
    public void Role_eachMayDoWhatThoseBeforeItMay() =>
        Assert.Equal([Role.View, Role.Observe, Role.Change, Role.Admin], Enum.GetValues<Role>().Order());

    [Theory]
    [InlineData(Role.View, "the command 'stop' needs the role 'change'; this login may only view")]
    [InlineData(Role.Observe, "the command 'stop' needs the role 'change'; this login may only observe")]
    [InlineData(Role.Change, null)]
    [InlineData(Role.Admin, null)]
    public void RefusalFor_roleBelowTheCommands_saysBoth(Role role, string? refusal) =>
        Assert.Equal(refusal, new CommandSpec { Name = "stop", Summary = "s", Role = Role.Change }.RefusalFor(role));
}
