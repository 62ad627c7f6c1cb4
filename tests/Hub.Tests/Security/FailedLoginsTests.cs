using System.Net;
using Arthas.Hub.Security;

namespace Arthas.Hub.Tests.Security;

public sealed class FailedLoginsTests
{
    private static readonly IPAddress Address = IPAddress.Parse("10.0.0.1");

    private readonly ManualTime _time = new();

    [Fact]
    public void Blocked_fewFailures_isZero()
    {
        var failed = new FailedLogins(_time);
        Fail(failed, Address, 9);

        Assert.Equal(TimeSpan.Zero, failed.Blocked(Address));
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(12, 4)]
    [InlineData(15, 30)]
    [InlineData(1000, 30)]
    public void Blocked_manyFailures_growsToABound(int failures, int seconds)
    {
        var failed = new FailedLogins(_time);
        Fail(failed, Address, failures);

        Assert.Equal(TimeSpan.FromSeconds(seconds), failed.Blocked(Address));
        _time.Now += TimeSpan.FromSeconds(seconds);
        Assert.Equal(TimeSpan.Zero, failed.Blocked(Address));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("2001:db8::1", "2001:db8::2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void Blocked_otherAddress_onlyOfTheSameNetwork(string one, string other, bool blocked)
    {
        var failed = new FailedLogins(_time);
        Fail(failed, IPAddress.Parse(one), 10);

        Assert.Equal(blocked, failed.Blocked(IPAddress.Parse(other)) > TimeSpan.Zero);
    }

    [Fact]
    public void Blocked_afterSuccessOrTenMinutes_startsAnew()
    {
        var failed = new FailedLogins(_time);
        Fail(failed, Address, 9);
        failed.Succeeded(Address);
        Fail(failed, Address, 9);
        _time.Now += TimeSpan.FromMinutes(11);
        Fail(failed, Address, 9);

        Assert.Equal(TimeSpan.Zero, failed.Blocked(Address));
    }

    private static void Fail(FailedLogins failed, IPAddress address, int times)
    {
        for (var i = 0; i < times; i++)
        {
            failed.Failed(address);
        }
    }

    private sealed class ManualTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
