using Arthas.Probe.Listening;

namespace Arthas.Probe.Tests.Listening;

public sealed class GovernorTests
{
    private const long Second = 1_000_000_000;

    private readonly Governor _governor = new(Second);
    private long _now = 1;

    [Fact]
    public void Tick_below_a_tenth_of_a_core_is_fine() => Assert.All(Spend(0.09, 20), v => Assert.Equal(Verdict.Fine, v));

    [Fact]
    public void Tick_above_for_a_second_samples_and_again_ends()
    {
        Assert.Equal(Verdict.Sample, Spend(0.5, 8).First(v => v != Verdict.Fine));
        Assert.True(_governor.OneOf > 4);
        Assert.Equal(Verdict.End, Spend(0.5, 8).First(v => v != Verdict.Fine));
    }

    [Fact]
    public void Tick_above_for_less_than_a_second_is_fine() => Assert.All(Spend(0.5, 3), v => Assert.Equal(Verdict.Fine, v));

    [Fact]
    public void Tick_one_long_pause_is_not_ours()
    {
        Spend(0, 3);
        Assert.Equal([Verdict.Fine], Spend(2, 1));
        Assert.All(Spend(0, 8), v => Assert.Equal(Verdict.Fine, v));
    }

    [Fact]
    public void Admit_sampled_takes_one_of_many()
    {
        Spend(0.5, 8);
        var admitted = Enumerable.Range(0, _governor.OneOf * 100).Count(_ => _governor.Admit() != Pass.Skip);
        Assert.Equal(100, admitted);
    }

    [Fact]
    public void Tick_many_calls_cost_even_when_they_are_skipped()
    {
        var verdicts = new List<Verdict>();
        for (var i = 0; i < 12; i++)
        {
            for (var n = 0; n < 1_000_000; n++)
            {
                _governor.Admit();
            }

            verdicts.AddRange(Spend(0, 1));
        }

        Assert.Equal([Verdict.Sample, Verdict.End], verdicts.Where(v => v != Verdict.Fine).Take(2));
    }

    private List<Verdict> Spend(double share, int slices)
    {
        var verdicts = new List<Verdict>();
        _governor.Tick(_now);
        for (var i = 0; i < slices; i++)
        {
            _governor.Charge((long)(share * Second / 4));
            verdicts.Add(_governor.Tick(_now += Second / 4));
        }

        return verdicts;
    }
}
