using System.Collections.Concurrent;
using System.Reflection;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Listening;
using Arthas.Probe.Types;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Line;

/// <summary>The methods of the classes named by <c>--class</c> that have code at the lines wanted.</summary>
internal sealed class LineTargets : EnhanceTargets
{
    private readonly NamePattern _methods;
    private readonly string? _descriptor;
    private readonly HashSet<int> _lines;
    private readonly ConcurrentDictionary<MethodBase, LinePlace[]> _places = [];

    /// <param name="command">Its options name the classes and methods.</param>
    /// <param name="lines">None for all.</param>
    /// <exception cref="PatternException">A pattern is wrong.</exception>
    public LineTargets(ParsedCommand command, HashSet<int> lines)
        : base(command, command.Value(LineOptions.Class) ?? "")
    {
        _methods = NamePattern.ForMethods(command.Value(LineOptions.Method), command.Value(ClassOptions.Regex));
        _descriptor = command.Value(LineOptions.Descriptor) is { Length: > 0 } given ? given : null;
        _lines = lines;
    }

    /// <summary>The lines wanted that none of the methods found has.</summary>
    public IReadOnlyList<int> Without => [.. _lines.Except(_places.Values.SelectMany(static places => places).Select(static place => place.Line)).Order()];

    /// <summary>Those of a method that <see cref="Methods"/> has found, in the order of its IL.</summary>
    public IReadOnlyList<LinePlace> PlacesIn(MethodBase method) => _places.GetValueOrDefault(method, []);

    public override List<MethodBase> Methods(IEnumerable<Type> types) =>
        [.. types.Where(static t => !WrittenMethod.IsMade(t)).SelectMany(WrittenMethod.Of).Where(IsWanted).Where(method => Find(method).Length > 0).Select(static method => method.Code)];

    private bool IsWanted(WrittenMethod method) =>
        method.IsNamed(_methods) && (_descriptor is null || Signatures.Descriptor(method.Written) == _descriptor);

    private LinePlace[] Find(WrittenMethod method) => _places[method.Code] =
    [
        .. SourceLines.Statements(method.Code).Where(point => _lines.Count == 0 || _lines.Contains(point.Line))
            .Select(point => new LinePlace(method, point.Offset, point.Line, SourceLines.Locals(method.Code, point.Offset))),
    ];
}
