using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions.Members;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>.name</c>: a property, a field, a key of a dictionary, or a name of the root.</summary>
internal sealed class PropertyLink(int position, Prefix before, string name) : Link(position, before)
{
    private readonly TypeCache<NamedPlace> _places = new();

    public string Name { get; } = name;

    public override bool IsAssignable => true;

    public override object? Get(ref Frame frame, object? source)
    {
        if (source is IRoot root)
        {
            return root.TryGet(Name, out var value) ? value : throw Unknown(root);
        }

        if (source is null)
        {
            return Outer(ref frame, out var outer) ? outer : throw NullSource($"getProperty(null, \"{Name}\")");
        }

        var type = source.GetType();
        if (_places.Find(type) is { } known)
        {
            return Read(ref frame, known, source);
        }

        if (NamedPlace.Find(type, Name) is not { } place)
        {
            return Outer(ref frame, out var outer)
                ? outer
                : throw Failure($"no such property or field '{Name}' in {type} ({MemberFinder.Names(type, isStatic: false)})");
        }

        return Read(ref frame, _places.Add(type, place), source);
    }

    public override void Set(ref Frame frame, object? source, object? value)
    {
        if (source is null)
        {
            throw NullSource($"setProperty(null, \"{Name}\")");
        }

        if (source is IRoot)
        {
            throw Failure($"'{Name}' cannot be assigned; use a variable, #{Name} = …");
        }

        Writing.Check(ref frame, source, Position);
        var place = NamedPlace.Find(source.GetType(), Name)
            ?? throw Failure($"no such property or field '{Name}' in {source.GetType()} ({MemberFinder.Names(source.GetType(), isStatic: false)})");
        var call = frame.Begin(source.GetType(), Name, Position);
        try
        {
            place.Set(source, value, Position);
        }
        catch (Exception failure)
        {
            throw Threw($"setting {source.GetType()}.{Name}", failure);
        }
        finally
        {
            frame.End(call);
        }
    }

    private object? Read(ref Frame frame, NamedPlace place, object source)
    {
        if (place.Role == Role.Observe)
        {
            try
            {
                return place.Get(source);
            }
            catch (Exception failure)
            {
                throw Threw($"reading {source.GetType()}.{Name}", failure);
            }
        }

        frame.RequireChange($"the getter of {source.GetType()}.{Name}", Position);
        var call = frame.Begin(source.GetType(), Name, Position);
        try
        {
            return place.Get(source);
        }
        catch (Exception failure)
        {
            throw Threw($"the getter of {source.GetType()}.{Name}", failure);
        }
        finally
        {
            frame.End(call);
        }
    }

    /// <summary>Within a projection the names of the root are still known, unless the element has them too.</summary>
    private bool Outer(ref Frame frame, out object? value)
    {
        value = null;
        return IsBare && !ReferenceEquals(frame.This, frame.Root) && frame.Root is IRoot root && root.TryGet(Name, out value);
    }

    private ExpressionException Unknown(IRoot root) =>
        Failure($"no such name '{Name}'{(root.Names.Count == 0 ? "" : "; known here: " + string.Join(", ", root.Names))}");
}
