using System.Reflection;
using System.Text.Json;
using Arthas.Agent.Jobs;
using Arthas.Contracts.CommandLine;
using Arthas.Hub.Commands;

namespace Arthas.Hub.Tests.Layout;

/// <summary>What a command takes is declared once, in its <c>NAMEOptions</c>: its specification and its help are made of that.</summary>
public sealed class CommandOptionsTests
{
    private static readonly Assembly[] Product = [typeof(ICommand).Assembly, typeof(IHubCommand).Assembly, typeof(CommandSpec).Assembly];

    public static TheoryData<string> Commands { get; } = [.. Types().Where(IsCommand).Select(type => type.FullName!).Order()];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Spec_isMadeOfDeclaredOptionsAndArguments(string name)
    {
        var (spec, declared) = Find(name);

        Assert.Equal(JsonSerializer.Serialize(Options(declared).ToSpecs()), JsonSerializer.Serialize(spec.Options));
        Assert.Equal(JsonSerializer.Serialize(Arguments(declared).ToSpecs()), JsonSerializer.Serialize(spec.Arguments));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_saysTheDefaultThatIsDeclared(string name)
    {
        var (spec, declared) = Find(name);

        foreach (var parameter in Options(declared).Concat<IParameter>(Arguments(declared)).Where(one => one.Kind != ValueKind.Flag && one.DefaultText.Length > 0))
        {
            var help = spec.Options.FirstOrDefault(option => option.LongName == parameter.Name)?.Description
                ?? spec.Arguments.Single(argument => argument.Name == parameter.Name).Description;
            Assert.Contains(parameter.DefaultText, help, StringComparison.Ordinal);
            Assert.Contains("{default}", (string)parameter.GetType().GetProperty("Description")!.GetValue(parameter)!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Declared_isInTheSpec(string name)
    {
        var (spec, declared) = Find(name);
        var all = declared?.GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.GetValue(null)).OfType<IParameter>() ?? [];

        Assert.Empty(all.Select(one => one.Name).Except(spec.Options.Select(option => option.LongName)).Except(spec.Arguments.Select(argument => argument.Name)));
    }

    private static (CommandSpec Spec, Type? Declared) Find(string name)
    {
        var type = Types().Single(type => type.FullName == name);

        // Their specifications need none of the services they are made with.
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Single();
        var command = constructor.Invoke(new object?[constructor.GetParameters().Length]);
        var spec = command is ICommand agents ? agents.Spec : ((IHubCommand)command).Spec;
        return (spec, Types().SingleOrDefault(other => other.Name == type.Name.Replace("Command", "Options", StringComparison.Ordinal)));
    }

    private static IEnumerable<Type> Types() => Product.SelectMany(assembly => assembly.GetTypes());

    private static bool IsCommand(Type type) =>
        type is { IsClass: true, IsAbstract: false } && (type.IsAssignableTo(typeof(ICommand)) || type.IsAssignableTo(typeof(IHubCommand)));

    private static IReadOnlyList<IOption> Options(Type? declared) => (IReadOnlyList<IOption>?)declared?.GetProperty("All")?.GetValue(null) ?? [];

    private static IReadOnlyList<IArgument> Arguments(Type? declared) => (IReadOnlyList<IArgument>?)declared?.GetProperty("Arguments")?.GetValue(null) ?? [];
}
