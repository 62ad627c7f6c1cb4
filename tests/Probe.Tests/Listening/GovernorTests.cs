using Arthas.Probe.Listening;

namespace Arthas.Probe.Tests.Listening;

public sealed class GovernorTests
{
    private const long Second = 1_000_000_000;

    private readonly Governor _governor;
    private long _now = 1;
    private int _exhaustions;

    public GovernorTests()
    {
        _governor = new Governor(Second, Second, () => _exhaustions++);
        _governor.Tick(_now);
        WarmUp();
    }

    [Fact]
    public void Admit_below_a_tenth_of_a_core_looks_at_every_call()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.NotEqual(Pass.Skip, _governor.Admit());
            Spend(0.024);
        }

        Assert.Equal(0, _exhaustions);
    }

    [Fact]
    public void Admit_above_for_a_second_skips_until_credit_is_back()
    {
        Spend(0.09);
        Spend(0.09);
        Assert.Equal((Pass.Skip, 1), (_governor.Admit(), _exhaustions));
        Spend(0);
        Spend(0);
        Assert.NotEqual(Pass.Skip, _governor.Admit());
    }

    [Fact]
    public void Charge_forever_takes_no_more_than_a_tenth()
    {
        var spent = 0.0;
        for (var i = 0; i < 400; i++)
        {
            while (_governor.Admit() != Pass.Skip)
            {
                _governor.Charge(Second / 1000);
                spent += 0.001;
            }

            _governor.Tick(_now += Second / 4);
        }

        Assert.InRange(spent / 100, 0.09, 0.11);
    }

    [Fact]
    public void ChargeResult_takes_a_tenth_of_its_own()
    {
        var results = 0;
        for (var i = 0; i < 400; i++)
        {
            while (_governor.Admit() != Pass.Skip)
            {
                _governor.ChargeResult();
                results++;
            }

            _governor.Tick(_now += Second / 4);
        }

        Assert.InRange(results / 100, 4_500, 5_500);
    }

    [Fact]
    public void Charge_of_few_calls_has_more_credit_than_that_of_many()
    {
        _governor.Charge((long)(0.09 * Second));
        Assert.NotEqual(Pass.Skip, _governor.Admit());
        for (var i = 0; i < 300; i++)
        {
            _governor.Admit();
        }

        _governor.Charge((long)(0.02 * Second));
        Assert.Equal(Pass.Skip, _governor.Admit());
    }

    [Fact]
    public void Charge_rest_does_not_pile_up_credit()
    {
        for (var i = 0; i < 400; i++)
        {
            Spend(0);
        }

        _governor.Charge((long)(0.11 * Second));
        Assert.True(_governor.IsExhausted);
    }

    [Fact]
    public void Charge_a_second_at_once_is_bankrupt()
    {
        _governor.Charge((long)(1.2 * Second));
        Assert.True(_governor.IsBankrupt);
    }

    [Fact]
    public void Charge_first_calls_are_not_the_jobs_fault()
    {
        var fresh = new Governor(Second, Second, () => _exhaustions++);
        for (var i = 0; i < 5; i++)
        {
            fresh.Charge(Second / 10);
        }

        Assert.False(fresh.IsExhausted);
    }

    [Fact]
    public void Admit_many_calls_cost_by_themselves()
    {
        var admitted = 0;
        while (_governor.Admit() != Pass.Skip)
        {
            admitted++;
        }

        Assert.InRange(admitted, 150_000, 250_000);
    }

    private void Spend(double seconds)
    {
        _governor.Charge((long)(seconds * Second));
        _governor.Tick(_now += Second / 4);
    }

    private void WarmUp()
    {
        for (var i = 0; i < 16; i++)
        {
            _governor.Charge(0);
        }
    }
}
