using System.Text.RegularExpressions;

namespace Arthas.Probe.Types;

/// <summary>
/// A pattern for names of types or methods: <c>*</c> and <c>?</c> with <c>\</c> as escape, or a regex; always the whole name.
/// </summary>
internal abstract class NamePattern
{
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

    public static NamePattern Any { get; } = new Wildcard("*");

    /// <summary>The only name it can match; null when there may be several.</summary>
    public abstract string? Exact { get; }

    public abstract bool Matches(string name);

    /// <summary>For types: <c>/</c> separates like <c>.</c> and <c>+</c> separates nested types.</summary>
    /// <exception cref="PatternException">The regex is wrong.</exception>
    public static NamePattern ForTypes(string pattern, bool regex) => Of(pattern.Replace('/', '.'), regex);

    /// <summary>For methods: <c>&lt;init&gt;</c> is a constructor.</summary>
    /// <exception cref="PatternException">The regex is wrong.</exception>
    public static NamePattern ForMethods(string? pattern, bool regex) => pattern switch
    {
        null or "" => Any,
        "<init>" => new Wildcard(".ctor"),
        _ => Of(pattern, regex),
    };

    /// <exception cref="PatternException">The regex is wrong.</exception>
    public static NamePattern ForFields(string? pattern, bool regex) => string.IsNullOrEmpty(pattern) ? Any : Of(pattern, regex);

    private static NamePattern Of(string pattern, bool regex) => regex ? new Expression(pattern) : new Wildcard(pattern);

    private sealed class Expression : NamePattern
    {
        private readonly Regex _regex;

        public Expression(string pattern)
        {
            try
            {
                // On its own first, so that the message speaks of the user's pattern.
                Regex.IsMatch("", pattern, RegexOptions.CultureInvariant, RegexTimeout);
                _regex = Compile($@"\A(?:{pattern})\z");
            }
            catch (ArgumentException e)
            {
                throw new PatternException($"The regex '{pattern}' is wrong: {e.Message}");
            }
        }

        public override string? Exact => null;

        public override bool Matches(string name)
        {
            try
            {
                return _regex.IsMatch(name);
            }
            catch (RegexMatchTimeoutException)
            {
                throw new PatternException($"The regex takes too long on '{name}'. Use one without look-around and back references.");
            }
        }

        // Linear time where the pattern allows it; back references and look-around do not, and get a time-out.
        private static Regex Compile(string pattern)
        {
            const RegexOptions Common = RegexOptions.CultureInvariant;
            try
            {
                return new Regex(pattern, Common | RegexOptions.NonBacktracking, RegexTimeout);
            }
            catch (NotSupportedException)
            {
                return new Regex(pattern, Common, RegexTimeout);
            }
        }
    }
}

/// <summary>The user's pattern is wrong; the message says how.</summary>
internal sealed class PatternException(string message) : Exception(message);
