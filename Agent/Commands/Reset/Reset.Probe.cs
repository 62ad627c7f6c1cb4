using System.Diagnostics;
using Arthas.Commands;
using Arthas.Probe.Jobs;
using Arthas.Probe.Types;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Reset;

internal sealed class Reset : IProbeCommand
{
    public string Name => "reset";

    public void Start(ProbeJob job)
    {
        Func<Type, bool>? filter = null;
        try
        {
            if (job.Command.Value(ResetOptions.ClassPattern) is { Length: > 0 } text)
            {
                var pattern = NamePattern.ForTypes(text, job.Command.Value(ClassOptions.Regex));
                filter = type => pattern.Matches(TypeFinder.NameOf(type));
            }

            var started = Stopwatch.GetTimestamp();
            var count = Enhancer.Current.Reset(filter);
            job.Result("reset", (count, Stopwatch.GetElapsedTime(started)), static (json, done) =>
            {
                json.WriteStartObject("affect");
                json.WriteNumber("classCount", done.count.Classes);
                json.WriteNumber("methodCount", done.count.Methods);
                json.WriteNumber("cost", (long)done.Item2.TotalMilliseconds);
                json.WriteNumber("listenerId", 0);
                json.WriteEndObject();
            });
            job.End();
        }
        catch (PatternException wrong)
        {
            job.End(-1, wrong.Message);
        }
    }
}
