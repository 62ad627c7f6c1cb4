namespace Arthas.Probe.Expressions.Types;

/// <summary>A type as written: ``System.Collections.Generic.List`1[System.Int32]``, <c>List&lt;int&gt;</c>, <c>demo.Outer+Inner</c>, <c>int[]</c>.</summary>
/// <param name="Name">With its arity when it has arguments or an arity of its own.</param>
/// <param name="Ranks">Of the arrays around it, the innermost first.</param>
/// <param name="Start">The 0-based character it begins at; <paramref name="End"/> is the one behind it.</param>
internal sealed record TypeSyntax(string Name, IReadOnlyList<TypeSyntax> Arguments, IReadOnlyList<int> Ranks, int Start, int End);
