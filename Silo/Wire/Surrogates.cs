using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes;

namespace Arthas.Silo.Wire;

// How the types of Contracts, which knows nothing of Orleans, travel between nodes: each as a surrogate with ids of its own.

[GenerateSerializer, Immutable, Alias("arthas.job-key")]
internal readonly record struct JobKeySurrogate([property: Id(0)] string SessionId, [property: Id(1)] int JobId);

[RegisterConverter]
internal sealed class JobKeyConverter : IConverter<JobKey, JobKeySurrogate>
{
    public JobKey ConvertFromSurrogate(in JobKeySurrogate surrogate) => new(surrogate.SessionId, surrogate.JobId);

    public JobKeySurrogate ConvertToSurrogate(in JobKey value) => new(value.SessionId, value.JobId);
}

[GenerateSerializer, Immutable, Alias("arthas.appended")]
internal readonly record struct AppendedSurrogate([property: Id(0)] AppendOutcome Outcome, [property: Id(1)] long Expected);

[RegisterConverter]
internal sealed class AppendedConverter : IConverter<Appended, AppendedSurrogate>
{
    public Appended ConvertFromSurrogate(in AppendedSurrogate surrogate) => new(surrogate.Outcome, surrogate.Expected);

    public AppendedSurrogate ConvertToSurrogate(in Appended value) => new(value.Outcome, value.Expected);
}

[GenerateSerializer, Immutable, Alias("arthas.pipe-line")]
internal readonly record struct PipeLineSurrogate(
    [property: Id(0)] string[][] Filters, [property: Id(1)] string? Output, [property: Id(2)] bool Append);

[RegisterConverter]
internal sealed class PipeLineConverter : IConverter<PipeLine, PipeLineSurrogate>
{
    public PipeLine ConvertFromSurrogate(in PipeLineSurrogate surrogate) =>
        new() { Filters = surrogate.Filters, Output = surrogate.Output, Append = surrogate.Append };

    public PipeLineSurrogate ConvertToSurrogate(in PipeLine value) =>
        new([.. value.Filters.Select(words => words.ToArray())], value.Output, value.Append);
}

[GenerateSerializer, Immutable, Alias("arthas.target")]
internal readonly record struct TargetSurrogate(
    [property: Id(0)] string Id,
    [property: Id(1)] string App,
    [property: Id(2)] string Host,
    [property: Id(3)] int Pid,
    [property: Id(4)] string Runtime,
    [property: Id(5)] string? Unavailable,
    [property: Id(6)] long? StartTime);

[RegisterConverter]
internal sealed class TargetConverter : IConverter<TargetRecord, TargetSurrogate>
{
    public TargetRecord ConvertFromSurrogate(in TargetSurrogate surrogate) => new(
        surrogate.Id, surrogate.App, surrogate.Host, surrogate.Pid, surrogate.Runtime, surrogate.Unavailable, surrogate.StartTime);

    public TargetSurrogate ConvertToSurrogate(in TargetRecord value) => new(
        value.Id, value.App, value.Host, value.Pid, value.Runtime, value.Unavailable, value.StartTime);
}

[GenerateSerializer, Immutable, Alias("arthas.option-spec")]
internal readonly record struct OptionSpecSurrogate(
    [property: Id(0)] string LongName,
    [property: Id(1)] string? ShortName,
    [property: Id(2)] string Description,
    [property: Id(3)] ValueKind Kind,
    [property: Id(4)] bool Required,
    [property: Id(5)] bool Multiple,
    [property: Id(6)] string[] Choices);

[RegisterConverter]
internal sealed class OptionSpecConverter : IConverter<OptionSpec, OptionSpecSurrogate>
{
    public OptionSpec ConvertFromSurrogate(in OptionSpecSurrogate surrogate) => new()
    {
        LongName = surrogate.LongName,
        ShortName = surrogate.ShortName,
        Description = surrogate.Description,
        Kind = surrogate.Kind,
        Required = surrogate.Required,
        Multiple = surrogate.Multiple,
        Choices = surrogate.Choices,
    };

    public OptionSpecSurrogate ConvertToSurrogate(in OptionSpec value) => new(
        value.LongName, value.ShortName, value.Description, value.Kind, value.Required, value.Multiple, [.. value.Choices]);
}

[GenerateSerializer, Immutable, Alias("arthas.argument-spec")]
internal readonly record struct ArgumentSpecSurrogate(
    [property: Id(0)] string Name,
    [property: Id(1)] string Description,
    [property: Id(2)] ValueKind Kind,
    [property: Id(3)] bool Required,
    [property: Id(4)] bool Multiple);

[RegisterConverter]
internal sealed class ArgumentSpecConverter : IConverter<ArgumentSpec, ArgumentSpecSurrogate>
{
    public ArgumentSpec ConvertFromSurrogate(in ArgumentSpecSurrogate surrogate) => new()
    {
        Name = surrogate.Name,
        Description = surrogate.Description,
        Kind = surrogate.Kind,
        Required = surrogate.Required,
        Multiple = surrogate.Multiple,
    };

    public ArgumentSpecSurrogate ConvertToSurrogate(in ArgumentSpec value) =>
        new(value.Name, value.Description, value.Kind, value.Required, value.Multiple);
}

[GenerateSerializer, Immutable, Alias("arthas.command-spec")]
internal readonly record struct CommandSpecSurrogate(
    [property: Id(0)] string Name,
    [property: Id(1)] string Summary,
    [property: Id(2)] string Description,
    [property: Id(3)] OptionSpec[] Options,
    [property: Id(4)] ArgumentSpec[] Arguments,
    [property: Id(5)] Role Role,
    [property: Id(6)] bool Hidden);

[RegisterConverter]
internal sealed class CommandSpecConverter : IConverter<CommandSpec, CommandSpecSurrogate>
{
    public CommandSpec ConvertFromSurrogate(in CommandSpecSurrogate surrogate) => new()
    {
        Name = surrogate.Name,
        Summary = surrogate.Summary,
        Description = surrogate.Description,
        Options = surrogate.Options,
        Arguments = surrogate.Arguments,
        Role = surrogate.Role,
        Hidden = surrogate.Hidden,
    };

    public CommandSpecSurrogate ConvertToSurrogate(in CommandSpec value) => new(
        value.Name, value.Summary, value.Description, [.. value.Options], [.. value.Arguments], value.Role, value.Hidden);
}
