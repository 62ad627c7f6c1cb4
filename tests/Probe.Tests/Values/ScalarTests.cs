using System.Net;
using System.Numerics;
using System.Text;

namespace Arthas.Probe.Tests.Values;

public sealed class ScalarTests
{
    [Flags]
    private enum Colors
    {
        None = 0,
        Red = 1,
        Blue = 2,
    }

    public static TheoryData<object?, string> Scalars() => new()
    {
        { null, "null" },
        { 42, "42" },
        { long.MaxValue, "9223372036854775807" },
        { ulong.MaxValue, "18446744073709551615" },
        { (byte)200, "200" },
        { true, "true" },
        { 'c', "\"c\"" },
        { '\ud800', "\"\ufffd\"" },
        { 0.1, "0.1" },
        { double.NaN, "\"NaN\"" },
        { double.PositiveInfinity, "\"Infinity\"" },
        { float.NaN, "\"NaN\"" },
        { 1.10m, "1.10" },
        { (Half)1.5, "1.5" },
        { Colors.Red | Colors.Blue, "\"Red, Blue\"" },
        { (Colors)64, "\"64\"" },
        { new Guid("01234567-89ab-cdef-0123-456789abcdef"), "\"01234567-89ab-cdef-0123-456789abcdef\"" },
        { new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc), "\"2024-01-02T03:04:05Z\"" },
        { new DateTime(2024, 1, 2, 3, 4, 5, 678), "\"2024-01-02T03:04:05.678\"" },
        { new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), "\"2024-01-02T03:04:05+02:00\"" },
        { new DateOnly(2024, 1, 2), "\"2024-01-02\"" },
        { new TimeOnly(3, 4, 5), "\"03:04:05\"" },
        { TimeSpan.FromMilliseconds(1500), "\"00:00:01.5000000\"" },
        { (nint)7, "7" },
        { typeof(List<int>), "\"System.Collections.Generic.List`1[System.Int32]\"" },
        { new Uri("http://h/p?q"), "\"http://h/p?q\"" },
        { new Version(1, 2), "\"1.2\"" },
        { BigInteger.Pow(10, 30), "\"1000000000000000000000000000000\"" },
        { IPAddress.Loopback, "\"127.0.0.1\"" },
        { new StringBuilder("ab"), "\"ab\"" },
        { (int?)5, "5" },
    };

    [Theory]
    [MemberData(nameof(Scalars), DisableDiscoveryEnumeration = true)]
    public void Take_scalar_writes_one_token(object? value, string json) => Assert.Equal(json, Json.Of(value, expand: 0));

    [Fact]
    public void Take_text_with_every_control_quote_and_lone_surrogate_is_valid()
    {
        var text = string.Concat(Enumerable.Range(0, 0x80).Select(i => (char)i)) + "\ud800x\udc00é\U0001F600</script>";
        var read = Json.Parse(text).GetString()!;
        Assert.Equal(text.Replace('\ud800', '\ufffd').Replace("x\udc00", "x\ufffd", StringComparison.Ordinal), read);
    }

    [Fact]
    public void Take_long_text_with_every_control_quote_and_lone_surrogate_is_valid()
    {
        var text = string.Concat(Enumerable.Repeat("\0\"\\\u001f\ud800-\U0001F600é", 2000));
        Assert.Equal(text.Replace("\ud800-", "\ufffd-", StringComparison.Ordinal), Json.Parse(text).GetString());
    }

    [Fact]
    public void Take_100_MB_of_text_is_cut_at_the_limit_and_says_so()
    {
        var json = Json.Of(new string('a', 100_000_000), maxBytes: 100_000);
        Assert.InRange(json.Length, 100_000, 100_100);
        Assert.Contains("…(+99", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_two_long_texts_share_the_limit()
    {
        var json = Json.Of(new[] { new string('a', 60_000), new string('é', 60_000) }, maxBytes: 100_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(json), 90_000, 101_000);
    }
}
