using Arthas.Probe.Expressions.Members;
using Arthas.Probe.Expressions.Nodes;

namespace Arthas.Probe.Expressions.Syntax;

/// <summary>What names a type: instanceof, static members, new.</summary>
internal sealed partial class Parser
{
    private InstanceOf ParseInstanceOf(Node operand)
    {
        var syntax = _typeReader.Read(_token.End, arrays: true);
        _token = Lexer.Next(_text, syntax.End);
        return new InstanceOf(operand, _types.Resolve(syntax));
    }

    private Node ParseStatic()
    {
        var start = _token.Start;
        Type type;
        if (_text.AsSpan(_token.End).StartsWith("@"))
        {
            // @@max(1, 2): OGNL's short form.
            type = typeof(Math);
            Advance();
        }
        else
        {
            var syntax = _typeReader.Read(_token.End, arrays: true);
            _token = Lexer.Next(_text, syntax.End);
            if (!_token.Is("@"))
            {
                throw Expected($"'@' after the type '{syntax.Name}'");
            }

            type = _types.Resolve(syntax);
        }

        Advance();
        var name = _token.Kind == TokenKind.Word ? _token : throw Expected($"the name of a static member of {type}");
        Advance();
        if (type.ContainsGenericParameters && name.Text != "class")
        {
            throw new ExpressionException($"{type.FullName} is generic: name its type arguments, as in @System.Collections.Generic.List<int>@…", start + 1);
        }

        if (_token.Is("("))
        {
            if (!InvocableFinder.HasStatic(type, name.Text))
            {
                throw new ExpressionException($"no static method '{name.Text}' in {type}", name.Start);
            }

            if (!Array.Exists(Methods.Find(type, JavaCalls.TranslateStatic(type, name.Text), isStatic: true, anyCase: true), Purity.IsPure))
            {
                Demands.NeedChange($"it calls the static method '{name.Text}'", name.Start);
            }

            return new StaticCall(start, type, name.Text, ParseArguments());
        }

        if (name.Text == "class")
        {
            return new Constant(start, type);
        }

        return MemberFinder.FindStatic(type, name.Text) is { } member
            ? new StaticMember(start, type, member)
            : throw new ExpressionException(
                $"no static property or field '{name.Text}' in {type} ({MemberFinder.Names(type, isStatic: true)})", name.Start);
    }

    private Node ParseNew()
    {
        var start = _token.Start;
        var syntax = _typeReader.Read(_token.End, arrays: false);
        _token = Lexer.Next(_text, syntax.End);
        var type = _types.Resolve(syntax);
        if (type.IsGenericTypeDefinition)
        {
            type = type.MakeGenericType(Array.ConvertAll(type.GetGenericArguments(), _ => typeof(object)));
        }

        if (_token.Is("["))
        {
            return ParseNewArray(start, type);
        }

        if (!NewObject.IsPure(type))
        {
            Demands.NeedChange($"it makes a new {type}", start);
        }

        return type.IsAbstract
            ? throw new ExpressionException($"{type} is abstract or an interface; nothing can be made of it", syntax.Start)
            : new NewObject(start, type, ParseArguments());
    }

    private NewArray ParseNewArray(int start, Type element)
    {
        var open = _token;
        Advance();
        if (Skip("]"))
        {
            var brace = _token;
            Expect("{", "for the items of the array");
            return new NewArray(start, element, new ListLiteral(brace.Start, ParseItems("}", brace)), hasItems: true);
        }

        var length = ParseExpression();
        Expect("]", $"for the '[' at position {open.Start}");
        return new NewArray(start, element, length, hasItems: false);
    }
}
