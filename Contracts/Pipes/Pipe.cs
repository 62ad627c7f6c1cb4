using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;
using Arthas.Contracts.Views;

namespace Arthas.Contracts.Pipes;

/// <summary>
/// One job's results on their way through its filters, as text. Not for several threads at once.
/// </summary>
public sealed class Pipe : IDisposable
{
    private readonly int _jobId;
    private readonly ResultViews _views;
    private readonly List<IPipeFilter> _filters = [];
    private readonly OutputFile? _output;
    private bool _ended;

    /// <param name="line">Without a <see cref="PipeLine.Problem"/>.</param>
    /// <exception cref="PipeException">A file cannot be written.</exception>
    public Pipe(int jobId, PipeLine line, OutputFolder folder, ResultViews views)
    {
        _jobId = jobId;
        _views = views;
        try
        {
            foreach (var words in line.Filters)
            {
                if (PipeFilters.Find(words[0])?.Begin(words, folder) is { } filter)
                {
                    _filters.Add(filter);
                }
            }

            if (line.Output is { } name)
            {
                _output = folder.Open(name.Length > 0 ? name : $"job-{jobId}.txt", line.Append);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Nothing comes out any more: the command may as well end.</summary>
    public bool IsDone => _filters.Exists(filter => filter.IsDone);

    /// <summary>A result goes in; what comes out of it, or null.</summary>
    /// <exception cref="PipeException">A file is full.</exception>
    public Result? Take(string type, ReadOnlyMemory<byte> json) => _ended ? null : Out(Through(0, _views.Lines(type, json)));

    /// <summary>The last results, once: what the filters gathered, and where the output is.</summary>
    /// <exception cref="PipeException">A file is full.</exception>
    public IReadOnlyList<Result> End()
    {
        if (_ended)
        {
            return [];
        }

        _ended = true;
        var results = new List<Result>();
        for (var i = 0; i < _filters.Count; i++)
        {
            var last = new List<string>();
            _filters[i].End(last);
            if (Out(Through(i + 1, last)) is { } result)
            {
                results.Add(result);
            }
        }

        if (_output is not null)
        {
            results.Add(new MessageResult { JobId = _jobId, Message = _output.Summary }.ToResult());
        }

        Dispose();
        return results;
    }

    public void Dispose()
    {
        foreach (var filter in _filters.OfType<IDisposable>())
        {
            filter.Dispose();
        }

        _output?.Dispose();
    }

    private IReadOnlyList<string> Through(int first, IReadOnlyList<string> lines)
    {
        for (var i = first; i < _filters.Count && lines.Count > 0; i++)
        {
            var passed = new List<string>();
            _filters[i].Take(lines, passed);
            lines = passed;
        }

        return lines;
    }

    private Result? Out(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return null;
        }

        if (_output is null)
        {
            return new TextResult { JobId = _jobId, Text = string.Join('\n', lines) }.ToResult();
        }

        _output.Write(lines);
        return null;
    }
}
