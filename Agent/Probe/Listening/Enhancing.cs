using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Arthas.Commands;
using Arthas.Probe.Jobs;
using Arthas.Probe.Options;
using Arthas.Probe.Types;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening;

/// <summary>
/// What every enhancing command does first: find the methods, weave its listener in, answer with the <c>enhancer</c>
/// result, and see to it that all is reverted when the job ends.
/// </summary>
internal sealed class Enhancing(ProbeJob job, IMethodListener listener, ListeningJob listening, IEnhancer enhancer)
{
    private const string NothingAffected = "No class or method is affected";

    /// <summary>By the listener's id.</summary>
    private static readonly ConcurrentDictionary<int, Enhancing> Open = new();

    private readonly ProbeJob _job = job;
    private readonly IMethodListener _listener = listener;
    private readonly ListeningJob _listening = listening;
    private Enhancing? _extended;
    private int _id;

    /// <summary>False when it was refused and the job ended.</summary>
    /// <param name="targets">Null for what the command's patterns name.</param>
    public bool Start(EnhanceTargets? targets = null)
    {
        try
        {
            return Weave(targets ?? new EnhanceTargets(_job.Command, _job.Command.Value(ClassOptions.ClassPattern) ?? ""));
        }
        catch (PatternException wrong)
        {
            _job.End(-1, wrong.Message);
            return false;
        }
    }

    private bool Weave(EnhanceTargets targets)
    {
        var started = Stopwatch.GetTimestamp();
        if (enhancer.Unavailable is { } reason)
        {
            return Refuse(message: reason, status: reason);
        }

        var types = targets.Types();
        var limit = _job.Command.Value(EnhancingOptions.MaxMatch);
        if (types.Count > limit)
        {
            return Refuse(overLimit: $"The number of matched classes is {types.Count}, greater than the limit value {limit}. Try to change the limit with option '-m <arg>'.");
        }

        var methods = targets.Methods(types);
        var lazy = _job.Command.Value(EnhancingOptions.Lazy);
        _extended = Open.GetValueOrDefault(_job.Command.Value(EnhancingOptions.ListenerId) ?? 0);
        var enhancement = Enhance(methods);
        _job.Ended.Register(enhancement.Dispose);
        if (enhancement.Methods.Count == 0 && !lazy)
        {
            enhancement.Dispose();
            return Refuse(message: NothingAffected, status: EnhanceHints.Nothing(_job.Command.Name, enhancement.Refused));
        }

        Join(enhancement);
        _job.Result("enhancer", (this, enhancement, Stopwatch.GetElapsedTime(started)), static (json, done) =>
        {
            json.WriteBoolean("success", true);
            done.Item1.WriteEffect(json, done.enhancement, (long)done.Item3.TotalMilliseconds);
        });
        if (enhancement.Refused.Count > 0)
        {
            _job.Result("message", EnhanceHints.LeftOut(enhancement), static (json, text) => json.WriteString("message", text));
        }

        if (lazy)
        {
            _ = new LazyEnhancing(_job, targets, methods, Enhance);
        }

        EndAfterTimeout();
        return true;
    }

    /// <summary>
    /// With <c>--listenerId</c> of a job that is at work, its listener hears these methods too, and its job gets the
    /// results, for as long as both jobs are there. An id that nobody has is as none, as in Arthas.
    /// </summary>
    private void Join(Enhancement enhancement)
    {
        if (_extended is { } other)
        {
            _id = other._id;
            var ending = other._job.Ended.Register(() => _job.End());
            _job.Ended.Register(() => ending.Dispose());
            return;
        }

        _id = enhancement.ListenerId;
        Open[_id] = this;
        _job.Ended.Register(() => Open.TryRemove(_id, out _));
    }

    private Enhancement Enhance(IReadOnlyList<MethodBase> methods)
    {
        Enhancer.AllowCoreLibrary = TargetOptions.Unsafe.IsOn;
        var enhancement = enhancer.Enhance(methods, (_extended ?? this)._listener);
        (_extended ?? this)._listening.Attach(enhancement);
        return enhancement;
    }

    private bool Refuse(string? message = null, string? status = null, string? overLimit = null)
    {
        _job.Result("enhancer", (message, overLimit), static (json, refused) =>
        {
            json.WriteBoolean("success", false);
            if (refused.message is not null)
            {
                json.WriteString("message", refused.message);
            }

            json.WriteStartObject("effect");
            json.WriteNumber("classCount", 0);
            json.WriteNumber("methodCount", 0);
            json.WriteNumber("cost", refused.overLimit is null ? -1 : 0);
            json.WriteNumber("listenerId", -1);
            if (refused.overLimit is not null)
            {
                json.WriteString("overLimitMsg", refused.overLimit);
            }

            json.WriteEndObject();
        });
        _job.End(-1, status);
        return false;
    }

    private void WriteEffect(Utf8JsonWriter json, Enhancement enhancement, long milliseconds)
    {
        json.WriteStartObject("effect");
        json.WriteNumber("classCount", enhancement.Methods.Select(static m => m.DeclaringType).Distinct().Count());
        json.WriteNumber("methodCount", enhancement.Methods.Count);
        json.WriteNumber("cost", milliseconds);
        json.WriteNumber("listenerId", _id);
        if (TargetOptions.Verbose.IsOn || _job.Command.Value(EnhancingOptions.Verbose))
        {
            json.WriteStartArray("methods");
            foreach (var method in enhancement.Methods)
            {
                json.WriteStringValue($"{LoadContexts.HashOf(method.Module.Assembly)}|{TypeNames.OfDefinition(method.DeclaringType)}#{method.Name}|{Signatures.Descriptor(method)}");
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void EndAfterTimeout()
    {
        if (_job.Command.Value(EnhancingOptions.Timeout) is { } seconds and > 0)
        {
            var due = TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(1).TotalSeconds));
            var timer = TimeProvider.System.CreateTimer(static state => ((ProbeJob)state!).End(), _job, due, Timeout.InfiniteTimeSpan);
            _job.Ended.Register(timer.Dispose);
        }
    }
}
