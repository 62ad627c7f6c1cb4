using System.Reflection.Emit;
using Arthas.Probe.Types;

namespace Arthas.Probe.Tests.Types;

public sealed class StateMachinesTests
{
    [Fact]
    public void A_method_made_at_run_time_has_none()
    {
        var made = new DynamicMethod("lambda_method1", typeof(void), []);

        Assert.Null(StateMachines.Of(made));
        Assert.Null(StateMachines.Of(made, iterators: true));
    }
}
