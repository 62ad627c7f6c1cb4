using Arthas.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Tests.Options;

/// <summary>What is wrong is told with the option's key, all of it at once.</summary>
public sealed class OptionsTests
{
    private const string Name = "Cluster:Name: must be 1 to 100 letters, digits, dots, dashes or underscores";

    [Theory]
    [InlineData("Silo:Port", "70000", "Silo:Port: The field Port must be between 0 and 65535.")]
    [InlineData("Silo:Port", "-1", "Silo:Port: The field Port must be between 0 and 65535.")]
    [InlineData("Silo:Port", "x", "Silo:Port: 'x' is no number, or too large a one")]
    [InlineData("Silo:Gateway", "70000", "Silo:Gateway: The field Gateway must be between 0 and 65535.")]
    [InlineData("Silo:Role", "boss", "Silo:Role: 'boss' is none of both, hub")]
    [InlineData("Silo:Role", "hub", "Silo:Role: a node of the role hub needs silos to be a client of: name their --Cluster:Redis")]
    [InlineData("Silo:Address", "here", "Silo:Address: 'here' is no IP address")]
    [InlineData("Silo:Probe", "0", "Silo:Probe: The field Probe must be between 00:00:00.1000000 and 00:01:00.")]
    [InlineData("Silo:Probe", "soon", "Silo:Probe: 'soon' is no time (hours:minutes:seconds)")]
    [InlineData("Silo:Missed", "0", "Silo:Missed: The field Missed must be between 1 and 100.")]
    [InlineData("Silo:Attempt", "1.00:00:00", "Silo:Attempt: The field Attempt must be between 00:00:00.1000000 and 00:01:00.")]
    [InlineData("Silo:Limit", "0", "Silo:Limit: The field Limit must be between 00:00:00.1000000 and 00:10:00.")]
    [InlineData("Silo:Kubernetes", "perhaps", "Silo:Kubernetes: 'perhaps' is neither true nor false")]
    [InlineData("Cluster:Name", "", Name)]
    [InlineData("Cluster:Name", " ", Name)]
    [InlineData("Cluster:Name", "a{b}", Name)]
    [InlineData("Cluster:Redis", "127.0.0.1:99999", "Cluster:Redis: cannot be read: host:port[,password=…][,ssl=true][,defaultDatabase=n] is meant")]
    [InlineData("Cluster:Redis", "redis,passwort=secret", "Cluster:Redis: cannot be read: host:port[,password=…][,ssl=true][,defaultDatabase=n] is meant")]
    [InlineData("Cluster:Redis", ",password=secret", "Cluster:Redis: names no server: host:port[,password=…] is meant")]
    [InlineData("Cluster:RedisTimeout", "0", "Cluster:RedisTimeout: The field RedisTimeout must be between 00:00:00.1000000 and 00:01:00.")]
    [InlineData("Silo:Tls:Certificate", "/nobody.pem", "Silo:Tls:Certificate: /nobody.pem is not there")]
    [InlineData("Silo:Tls:Certificate", "/etc/passwd", "Silo:Tls:Certificate: cannot be read, or has no private key with it: *")]
    [InlineData("Silo:Tls:Key", "/etc/passwd", "Silo:Tls:Certificate: is needed as well, there is no TLS without it")]
    [InlineData("Silo:Tls:Authority", "/etc/passwd", "Silo:Tls:Certificate: is needed as well, there is no TLS without it")]
    public void Validate_aWrongOption_namesItsKeyAndWhatIsMeant(string key, string value, string message)
    {
        var told = Assert.Single(Problems((key, value)));

        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(message).Replace(@"\*", ".+", StringComparison.Ordinal)}$", told);
        Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_severalWrongOptions_namesAll() => Assert.Equal(
        [
            "Cluster:Redis: names no server: host:port[,password=…] is meant",
            "Silo:Address: 'here' is no IP address",
            "Silo:Gateway: must differ from Silo:Port",
            "Silo:Tls:Certificate: /nobody.pem is not there",
        ],
        Problems(("Silo:Port", "5000"), ("Silo:Gateway", "5000"), ("Silo:Address", "here"), ("Silo:Tls:Certificate", "/nobody.pem"), ("Cluster:Redis", ",ssl=true"))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Validate_aSilenceBeyondWhatATimerTakes_saysHowLongItMayBe() => Assert.Equal(
        ["Hub:Leases:Link: The field Link must be between 00:00:00.0100000 and 49.00:00:00."],
        Problems(("Hub:Leases:Link", "60.00:00:00"), ("Hub:Leases:Agent", "70.00:00:00"), ("Hub:Leases:EndedJob", "80.00:00:00")));

    [Fact]
    public void Validate_aKeyThatIsNotTheCertificates_saysSo()
    {
        using var one = new Certificates();
        using var other = new Certificates();

        var told = Problems(("Silo:Tls:Certificate", one.Certificate), ("Silo:Tls:Key", other.Key));

        Assert.StartsWith("Silo:Tls:Certificate: cannot be read, or has no private key with it: ", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_anAuthorityThatIsNone_saysSo()
    {
        using var one = new Certificates();

        var told = Problems(("Silo:Tls:Certificate", one.Certificate), ("Silo:Tls:Key", one.Key), ("Silo:Tls:Authority", "/etc/passwd"));

        Assert.StartsWith("Silo:Tls:Authority: cannot be read: ", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_whatIsRight_isSilent()
    {
        using var files = new Certificates();

        Assert.Empty(Problems());
        Assert.Empty(Problems(
            ("Silo:Role", "hub"),
            ("Silo:Port", "65535"),
            ("Silo:Address", "::1"),
            ("Silo:Tls:Certificate", files.Certificate),
            ("Silo:Tls:Key", files.Key),
            ("Silo:Tls:Authority", files.Authority),
            ("Cluster:Name", "a.b-c_1"),
            ("Cluster:Redis", "redis-1:6379,redis-2:6379,password=a{b},ssl=true,defaultDatabase=3")));
    }

    private static IEnumerable<string> Problems(params (string Key, string Value)[] options)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(options.Select(static option => KeyValuePair.Create<string, string?>(option.Key, option.Value)))
            .Build();
        using var services = new ServiceCollection().AddSiloOptions(configuration).BuildServiceProvider();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return wrong.Failures.Distinct();
        }
        catch (AggregateException all)
        {
            return all.InnerExceptions.Cast<OptionsValidationException>().SelectMany(static wrong => wrong.Failures).Distinct();
        }
    }
}
