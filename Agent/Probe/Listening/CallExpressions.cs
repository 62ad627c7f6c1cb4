using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions;
using Arthas.Probe.Expressions.Types;
using Arthas.Probe.Jobs;
using Arthas.Probe.Options;
using Arthas.Probe.Types;

namespace Arthas.Probe.Listening;

/// <summary>What a watching command evaluates on calls: its condition, and its express where it has one. Compiled once for the job.</summary>
internal sealed class CallExpressions
{
    private const string NotGiven = "null";

    private readonly string _command;
    private readonly string? _condition, _express;

    private CallExpressions(string command, string? condition, string? express) => (_command, _condition, _express) = (command, condition, express);

    /// <summary>Null when every call is wanted.</summary>
    public Expression? Condition { get; private set; }

    /// <summary>Null for a command without one.</summary>
    public Expression? Express { get; private set; }

    /// <summary>What the expressions may do, and what became of it.</summary>
    public required EvaluationContext Evaluation { get; init; }

    /// <summary>Say what became of the condition.</summary>
    public bool Verbose { get; init; }

    /// <summary>The status of a job whose expression fails: trace's differs in Arthas.</summary>
    public int FailureStatus => _command == "trace" ? 1 : -1;

    /// <summary>Null when an expression is wrong: then the job has ended with the place and the reason.</summary>
    /// <param name="express">What the job's command calls its express; null for a command without one.</param>
    /// <param name="condition">What it calls its condition; null for the argument that most commands have.</param>
    /// <param name="names">All that expressions may name; null for <see cref="CallContext.Known"/>.</param>
    public static CallExpressions? Compile(
        ProbeJob job, Parameter<string>? express = null, Parameter<string?>? condition = null, IReadOnlyCollection<string>? names = null)
    {
        var command = job.Command;
        var expressions = Of(
            job,
            command.Value(condition ?? EnhancingOptions.Condition) is { Length: > 0 } given ? given : null,
            express is null ? null : command.Value(express) is { Length: > 0 } text ? text : express.Default);
        try
        {
            expressions.Compile(names ?? CallContext.Known, Types(command));
            return expressions;
        }
        catch (ExpressionException wrong)
        {
            job.End(expressions.FailureStatus, expressions.Failure(wrong));
            return null;
        }
    }

    /// <summary>The message of the job's status, in Arthas's words.</summary>
    public string Failure(Exception failure) =>
        $"{_command} failed, condition is: {_condition ?? NotGiven}, {(_express is null ? "" : $"express is: {_express}, ")}{Reason(failure)}";

    private static CallExpressions Of(ProbeJob job, string? condition, string? express) => new(job.Command.Name, condition, express)
    {
        Evaluation = job.Evaluation(),
        Verbose = job.Command.Value(EnhancingOptions.Verbose) || TargetOptions.Verbose.IsOn,
    };

    private static string Reason(Exception failure) => failure switch
    {
        ExpressionException wrong => wrong.Explanation,
        _ => $"{failure.GetType().FullName}: {failure.Message}",
    };

    /// <summary>Of types with one name those of the load context that <c>-c</c> names; null for the default one's.</summary>
    private static TypeResolver? Types(ParsedCommand command) =>
        command.Value(ClassOptions.Loader) is { } hash && LoadContexts.WithHash(hash) is { } context ? new TypeResolver(context) : null;

    private void Compile(IReadOnlyCollection<string> names, TypeResolver? types)
    {
        Express = _express is null ? null : ExpressionCompiler.Compile(Evaluation, _express, names, types);
        Condition = _condition is null ? null : ExpressionCompiler.Compile(Evaluation, _condition, names, types);
    }
}
