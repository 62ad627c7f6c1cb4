namespace Arthas.Contracts.CommandLine;

/// <summary>
/// One pass over the words: <c>--x v</c>, <c>--x=v</c>, <c>-x v</c>, <c>-x=v</c>, <c>-xv</c>, grouped flags <c>-bE</c>,
/// long names with one dash, and <c>--</c> after which nothing is an option.
/// </summary>
internal sealed class OptionPass(OptionNames names)
{
    private readonly Dictionary<OptionSpec, List<string>> _values = [];
    private readonly HashSet<OptionSpec> _seen = [];
    private readonly List<string> _positional = [];
    private OptionSpec? _waiting;
    private bool _onlyArguments;

    public IReadOnlyList<string> Positional => _positional;

    public bool Seen(OptionSpec option) => _seen.Contains(option);

    public void Take(string word)
    {
        if (_onlyArguments)
        {
            _positional.Add(word);
        }
        else if (word == "--")
        {
            _onlyArguments = true;
        }
        else if (_waiting is not null && names.IsValue(word))
        {
            AddValue(_waiting, StripQuotes(word));
        }
        else if (word.StartsWith("--", StringComparison.Ordinal))
        {
            TakeLong(word);
        }
        else if (word.Length > 1 && word[0] == '-')
        {
            TakeShort(word);
        }
        else
        {
            _positional.Add(word);
        }

        if (_waiting is not null && !AcceptsMore(_waiting))
        {
            _waiting = null;
        }
    }

    public void Finish()
    {
        CheckWaiting();
        var missing = names.All.Where(option => option.Required && !_seen.Contains(option)).Select(o => o.LongName).ToList();
        if (missing.Count > 0)
        {
            var (plural, verb) = missing.Count > 1 ? ("s", "are") : ("", "is");
            throw new CommandLineException(
                CommandParser.WrongLine,
                $"The option{plural} [{string.Join(", ", missing)}] {verb} required");
        }
    }

    public Dictionary<string, List<string>> Values()
    {
        var values = _values.ToDictionary(pair => pair.Key.LongName, pair => pair.Value);
        foreach (var flag in _seen.Where(option => option.Kind == ValueKind.Flag))
        {
            values[flag.LongName] = ["true"];
        }

        return values;
    }

    private void TakeLong(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var given = equals < 0 ? word : word[..equals];
        var matching = names.Matching(OptionNames.StripDashes(given));
        switch (matching)
        {
            case []:
                _positional.Add(word);
                break;
            case [var option] when equals < 0:
                Begin(option);
                break;
            case [var option]:
                BeginWith(option, word[(equals + 1)..]);
                break;
            default:
                throw new CommandLineException(
                    CommandParser.WrongLine,
                    $"Ambiguous argument in command line: '{given}' matches [{string.Join(", ", matching.Select(o => o.LongName))}]");
        }
    }

    private void TakeShort(string word)
    {
        var text = word[1..];
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? text : text[..equals];
        if (names.Short(name) is { } option)
        {
            if (equals < 0)
            {
                Begin(option);
            }
            else
            {
                BeginWith(option, text[(equals + 1)..]);
            }
        }
        else if (name.Length <= 1)
        {
            _positional.Add(word);
        }
        else if (names.Matching(name).Count > 0)
        {
            TakeLong(word);
        }
        else if (names.LongPrefix(text) is { } prefix)
        {
            BeginWith(prefix, text[prefix.LongName.Length..]);
        }
        else if (names.Short(name[..1]) is { } first && AcceptsMore(first))
        {
            BeginWith(first, text[1..]);
        }
        else
        {
            TakeGroup(word);
        }
    }

    /// <summary><c>-bE</c>, or <c>-bn5</c>: flags, the last of which may be an option with its value.</summary>
    private void TakeGroup(string word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            if (names.Short(word[i..(i + 1)]) is not { } option)
            {
                _positional.Add(word);
                return;
            }

            Begin(option);
            if (_waiting is not null && i + 1 < word.Length)
            {
                AddValue(option, word[(i + 1)..]);
                _waiting = null;
                return;
            }
        }
    }

    private void Begin(OptionSpec option)
    {
        CheckWaiting();
        _seen.Add(option);
        _waiting = AcceptsMore(option) ? option : null;
    }

    private void BeginWith(OptionSpec option, string value)
    {
        if (!AcceptsMore(option))
        {
            throw CommandLineException.NotAccepted(value, option);
        }

        Begin(option);
        AddValue(option, value);
        _waiting = null;
    }

    private void AddValue(OptionSpec option, string value)
    {
        if (option.Choices.Count > 0 && !option.Choices.Contains(value))
        {
            throw CommandLineException.NotAccepted(value, option);
        }

        if (!_values.TryGetValue(option, out var list))
        {
            _values[option] = list = [];
        }

        list.Add(value);
    }

    private void CheckWaiting()
    {
        if (_waiting is not null && !_values.ContainsKey(_waiting))
        {
            throw new CommandLineException(CommandParser.WrongLine, $"The option '{_waiting.LongName}' requires a value");
        }
    }

    // A flag takes no value; of a repeated option the first value stays and the next falls through to the arguments.
    private bool AcceptsMore(OptionSpec option) =>
        option.Kind != ValueKind.Flag && (option.Multiple || !_values.ContainsKey(option));

    private static string StripQuotes(string word) =>
        word.Length > 1 && word[0] == '"' && word[^1] == '"' && !word[1..^1].Contains('"') ? word[1..^1] : word;
}
