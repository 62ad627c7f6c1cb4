using System.Text;
using Arthas.Agent.Jobs;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Tests;

/// <summary>Results as text, as Arthas's terminal has them.</summary>
public sealed class ViewTests
{
    private static readonly ResultViews Views = new(typeof(JobTable).Assembly);

    [Fact]
    public void Trace_is_a_tree() => Shows(
        "trace",
        """
        {"jobId":0,"nodeCount":4,"root":{"children":[{"children":[
          {"className":"demo.MathGame","cost":250000,"invoking":true,"lineNumber":24,"mark":"throws Exception","maxCost":250000,"methodName":"primeFactors","minCost":250000,"throw":true,"times":1,"totalCost":250000,"type":"method",
           "children":[{"className":"a.B","cost":1,"invoking":true,"lineNumber":3,"maxCost":3000,"methodName":"c","minCost":1000,"times":2,"totalCost":4000,"type":"method"}]},
          {"exception":"System.ArgumentException","lineNumber":46,"message":"number is: -1","type":"throw"}],
         "className":"demo.MathGame","cost":1000000,"invoking":false,"lineNumber":-1,"maxCost":1000000,"methodName":"run","minCost":1000000,"times":1,"totalCost":1000000,"type":"method"}],
         "classloader":"Default@1","daemon":false,"priority":5,"threadId":1,"threadName":"main","timestamp":"2024-01-02 03:04:05.678","type":"thread"},"type":"trace"}
        """,
        """
        `---ts=2024-01-02 03:04:05.678;thread_name=main;id=1;is_daemon=false;priority=5;TCCL=Default@1
            `---[1ms] demo.MathGame:run()
                +---[25.00% 0.25ms ] demo.MathGame:primeFactors() #24 [throws Exception]
                |   `---[1.60% min=0.001ms,max=0.003ms,total=0.004ms,count=2] a.B:c() #3
                `---throw:System.ArgumentException #46 [number is: -1]
        """);

    [Fact]
    public void Watch_has_two_lines_and_its_value() => Shows(
        "watch",
        """{"accessPoint":"AtExit","className":"demo.MathGame","cost":0.07,"jobId":3,"methodName":"run","ts":"2024-01-02 03:04:05.678","type":"watch","value":"@ArrayList[\n    null,\n]"}""",
        """
        method=demo.MathGame.run location=AtExit
        ts=2024-01-02 03:04:05.678; [cost=0.07ms] result=@ArrayList[
            null,
        ]
        """);

    [Fact]
    public void Stack_begins_at_the_method() => Shows(
        "stack",
        """{"classloader":"Default@1","cost":0.0,"daemon":false,"jobId":0,"priority":5,"stackTrace":[{"fileName":"MathGame.cs","lineNumber":24,"className":"demo.MathGame","methodName":"run"},{"fileName":"Program.cs","lineNumber":16,"className":"Program","methodName":"Main"},{"fileName":null,"lineNumber":-1,"className":"a.B","methodName":"c"}],"threadId":"1","threadName":"main","ts":"2024-01-02 03:04:05","type":"stack"}""",
        """
        ts=2024-01-02 03:04:05;thread_name=main;id=1;is_daemon=false;priority=5;TCCL=Default@1
            @demo.MathGame.run()
                at Program.Main(Program.cs:16)
                at a.B.c(Unknown Source)
        """);

    [Fact]
    public void Monitor_works_averages_and_rates_out() => Shows(
        "monitor",
        """{"jobId":3,"monitorDataList":[{"className":"demo.MathGame","cost":12.5,"failed":1,"methodName":"primeFactors","success":4,"timestamp":"2024-01-02 03:04:05","total":5},{"className":"a.B","cost":0,"failed":0,"methodName":"c","success":0,"timestamp":"2024-01-02 03:04:05","total":0}],"type":"monitor"}""",
        """
         timestamp            class          method        total  success  fail  avg-rt(ms)  fail-rate
        -----------------------------------------------------------------------------------------------
         2024-01-02 03:04:05  demo.MathGame  primeFactors  5      4        1     2.50        20.00%
         2024-01-02 03:04:05  a.B            c             0      0        0     0.00        0.00%
        """);

    private static void Shows(string type, string json, string expected) =>
        Assert.Equal(expected.ReplaceLineEndings("\n").Split('\n'), Views.Lines(type, Encoding.UTF8.GetBytes(json)));
}
