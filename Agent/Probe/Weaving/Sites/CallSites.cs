using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Probe.Types;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving.Il;

namespace Arthas.Probe.Weaving.Sites;

/// <summary>Finds the calls in a method's IL and says what they are.</summary>
internal sealed class CallSites
{
    private static readonly ConditionalWeakTable<Assembly, CalledMethods> Names = new();

    private readonly MethodBase _method;
    private readonly Awaits? _awaits;
    private readonly List<CallSite> _sites = [];

    private CallSites(MethodBase method)
    {
        _method = method;
        _awaits = StateMachines.NameBehind(method) is null ? null : new Awaits(_sites);
    }

    /// <summary>Those of its own IL, woven or not.</summary>
    public static CallSite[] Of(MethodBase method) => method.GetMethodBody()?.GetILAsByteArray() is { } code ? Of(method, code) : [];

    public static CallSite[] Of(MethodBase method, ReadOnlySpan<byte> code)
    {
        var sites = new CallSites(method);
        sites.Read(code);
        return [.. sites._sites];
    }

    private void Read(ReadOnlySpan<byte> code)
    {
        var (start, pointer) = (-1, false);
        for (var offset = 0; offset < code.Length;)
        {
            var instruction = IlInstruction.At(code, offset);
            offset = instruction.End;
            if (IsPrefix(instruction.Code))
            {
                start = start < 0 ? instruction.Offset : start;
                continue;
            }

            if (instruction.Code is Opcode.Call or Opcode.CallVirt or Opcode.NewObj)
            {
                var called = Named(BinaryPrimitives.ReadInt32LittleEndian(instruction.Bytes[^4..]));
                _sites.Add(new()
                {
                    Index = _sites.Count,
                    Start = start < 0 ? instruction.Offset : start,
                    Offset = instruction.Offset,
                    ClassName = called.ClassName,
                    MethodName = called.MethodName,

                    // The compiler of the runtime knows a delegate being made by the two instructions standing together.
                    Kind = pointer && instruction.Code == Opcode.NewObj ? CallSiteKind.Hidden : called.IsFramework ? CallSiteKind.Framework : CallSiteKind.Own,
                });
            }

            _awaits?.Next(instruction);
            pointer = instruction.Code is Opcode.LdFtn or Opcode.LdVirtFtn;
            start = -1;
        }
    }

    private static bool IsPrefix(Opcode code) =>
        code is Opcode.Unaligned or Opcode.Volatile or Opcode.Tail or Opcode.Constrained or Opcode.No or Opcode.Readonly;

    private CalledMethod Named(int token)
    {
        var assembly = _method.Module.Assembly;
        if (!Names.TryGetValue(assembly, out var names) && CalledMethods.Of(assembly) is { } opened)
        {
            names = Names.GetValue(assembly, _ => opened);
        }

        return names?.Of(token) ?? Resolved(token);
    }

    private CalledMethod Resolved(int token)
    {
        try
        {
            var types = _method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
            var own = _method.IsGenericMethod ? _method.GetGenericArguments() : null;
            var called = _method.Module.ResolveMethod(token, types, own)!;
            return new(TypeNames.OfDefinition(called.DeclaringType), called.Name, Framework.Owns(called.Module.Assembly));
        }
        catch (Exception)
        {
            return new("<unknown>", "<unknown>", IsFramework: true);
        }
    }
}
