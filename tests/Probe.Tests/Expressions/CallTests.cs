namespace Arthas.Probe.Tests.Expressions;

public class CallTests
{
    public static TheoryData<string, object?> Calls => new()
    {
        { "target.Describe()", "I am animal" },
        { "target.describe()", "I am animal" },
        { "target.Whisper('hi')", "psst hi" },
        { "target.Hidden()", 11 },
        { "target.Speak(3)", "int 3" },
        { "target.Speak(3L)", "long 3" },
        { "target.Speak('x')", "string x" },
        { "target.Speak('xyz')", "string xyz" },
        { "target.Speak(1.5)", "object 1.5" },
        { "target.Speak(true)", "object True" },
        { "target.Speak(1, 2, 3)", "params 3" },
        { "target.Speak()", "params 0" },
        { "target.Speak(new int[] {1, 2})", "params 2" },
        { "target.Small(7)", "byte 7" },
        { "target.Small(7L)", "byte 7" },
        { "target.Optional(1)", "1-7" },
        { "target.Optional(1, 2)", "1-2" },
        { "target.Optional(1.9, '2' + '')", "1-2" },
        { "target.Take('Closed')", "mood Closed" },
        { "target.Take(5)", "mood Closed" },
        { "target.TakeList({1, 2, 3})", "1+2+3" },
        { "target.TakeArray({'a', 'b'})", "a+b" },
        { "target.TakeArray(target.Toys.ToArray())", "ball+bone+stick" },
        { "target.Generic(1)", "Int32" },
        { "target.Generic('xx')", "String" },
        { "target.ToString()", "Dog Bella" },
        { "target.toString()", "Dog Bella" },
        { "target.getName()", "Bella" },
        { "target.getAge() + 1", 7 },
        { "target.Doubler(21)", 42 },
        { "target.Doubler.Invoke(21)", 42 },
        { "target.Place.Sum()", 3 },
        { "target.equals(target)", true },
        { "target.Equals(null)", false },
        { "params[1].ToUpper()", "HELLO" },
        { "params[1].toUpperCase()", "HELLO" },
        { "params[1].Substring(1, 3)", "ell" },
        { "params[1].substring(1, 3)", "el" },
        { "params[1].substring(2)", "llo" },
        { "params[1].charAt(1)", 'e' },
        { "params[1].indexOf('l')", 2 },
        { "params[1].startsWith('he')", true },
        { "params[1].StartsWith('h')", true },
        { "params[1].contains('ell')", true },
        { "params[1].Contains('l')", true },
        { "params[1].equals('hello')", true },
        { "params[1].equalsIgnoreCase('HELLO')", true },
        { "params[1].hashCode() == params[1].GetHashCode()", true },
        { "params[1].Replace('l', 'L')", "heLLo" },
        { "params[1].split('l').length", 3 },
        { "'  x '.trim()", "x" },
        { "'a,b'.Split(',')[1]", "b" },
        { "params[0].ToString()", "150" },
        { "params[0].longValue()", 150L },
        { "params[0].doubleValue()", 150.0 },
        { "1.9.intValue()", 1 },
        { "params[0].CompareTo(100)", 1 },
        { "params[0].GetType().Name", "Int32" },
        { "returnObj.Contains(3)", true },
        { "returnObj.contains(3L)", true },
        { "returnObj.IndexOf(5)", 2 },
        { "returnObj.get(1)", 3 },
        { "#l = new ArrayList(), #l.add('x'), #l.size()", 1 },
        { "@Hound@Add(1, 2)", 3 },
        { "@Hound@add(1, 2L)", 3 },
        { "@Hound@Secret()", "static secret" },
        { "@Math@Max(3, 7)", 7 },
        { "@System.Math@Max(3, 7L)", 7L },
        { "@java.lang.Math@max(3, 7)", 7 },
        { "@@max(3, 7)", 7 },
        { "@@abs(-3)", 3 },
        { "@String@IsNullOrEmpty('')", true },
        { "@String@Join('-', {'a', 'b'})", "a-b" },
        { "@string@Format('{0}+{1}', 1, 2)", "1+2" },
        { "@int@Parse('42')", 42 },
        { "@System.Guid@Empty", Guid.Empty },
        { "@System.TimeSpan@FromSeconds(90).TotalMinutes", 1.5 },
        { "new System.DateTime(2020, 1, 2).Day", 2 },
        { "new DateTime(2020, 1, 2).AddDays(30).Month", 2 },
        { "(target.Born - new DateTime(2020, 5, 1)).Days", 16 },
        { "new Hound('Neo', 1).Name", "Neo" },
        { "new Arthas.Probe.Tests.Expressions.Outer+Inner().Text", "in" },
        { "new java.util.ArrayList().size()", 0 },
        { "new List<int>().GetType().GetGenericArguments()[0].Name", "Int32" },
        { "new List`1().GetType().GetGenericArguments()[0].Name", "Object" },
        { "new Dictionary<string, List<int>>().Count", 0 },
        { "new Spot().X", 0 },
        { "new int().ToString()", "0" },
        { "new string('x', 3)", "xxx" },
        { "new System.Text.StringBuilder('ab').Append('c').ToString()", "abc" },
        { "new Uri('http://a.b/c').Host", "a.b" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Call_chooses_its_method_and_converts_arguments(string text, object? expected) => Assert.Equal(expected, Eval.It(text));

    [Theory]
    [InlineData("target.NoSuch(1)", "no method 'NoSuch' in Arthas.Probe.Tests.Expressions.Hound", 7)]
    [InlineData("target.Take(target)", "no 'Take' of Arthas.Probe.Tests.Expressions.Hound takes (Hound); there are Take(Mood)", 7)]
    [InlineData("target.Clash(null)", "could be any of", 7)]
    [InlineData("target.Small(300)", "no 'Small' of", 7)]
    [InlineData("target.Describe(1)", "no 'Describe' of", 7)]
    [InlineData("@Hound@Fail()", "Hound.Fail threw System.InvalidOperationException: static failure", 0)]
    [InlineData("@Hound@NoSuch()", "no static method 'NoSuch'", 7)]
    [InlineData("new Hound()", "takes ()", 0)]
    [InlineData("new Hound(1, 2, 3)", "takes (Int32, Int32, Int32)", 0)]
    [InlineData("params[1].Substring(99)", "System.String.Substring threw System.ArgumentOutOfRangeException", 10)]
    public void Wrong_call_is_named_with_its_position(string text, string message, int position)
    {
        var failure = Eval.Fails(text);

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(position, failure.Position);
    }
}
