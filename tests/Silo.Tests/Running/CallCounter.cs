using Arthas.Silo.Nodes;

namespace Arthas.Silo.Tests.Running;

/// <summary>Counts the calls that nodes and grains make: to grains, and to nodes.</summary>
internal sealed class CallCounter : IOutgoingGrainCallFilter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _made = [];
    private readonly Dictionary<string, int> _answered = [];
    private readonly List<(string Call, int Count, TaskCompletionSource Reached)> _waiting = [];

    /// <summary>Such as <c>ISessionGrain.AppendAsync</c>, since <see cref="Reset"/>.</summary>
    public IReadOnlyDictionary<string, int> Made
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, int>(_made);
            }
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _made.Clear();
            _answered.Clear();
        }
    }

    /// <summary>Of calls to grains, those left out that are made all the time, whatever is asked.</summary>
    public int ToGrains => Sum(static call => !call.StartsWith(nameof(IHubNode), StringComparison.Ordinal));

    public int All => Sum(static _ => true);

    /// <summary>Returns when so many of these calls have been answered since <see cref="Reset"/>.</summary>
    public Task AnsweredAsync(string call, int count)
    {
        lock (_gate)
        {
            if (_answered.GetValueOrDefault(call) >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((call, count, reached));
            return reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Returns when so many more of these calls have been answered.</summary>
    public Task AnsweredAgainAsync(string call, int times)
    {
        lock (_gate)
        {
            return AnsweredAsync(call, _answered.GetValueOrDefault(call) + times);
        }
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var type = context.InterfaceMethod?.DeclaringType;
        if (type?.Namespace?.StartsWith("Arthas.", StringComparison.Ordinal) is not true)
        {
            await context.Invoke();
            return;
        }

        var call = $"{type.Name}.{context.InterfaceMethod!.Name}";
        lock (_gate)
        {
            _made[call] = _made.GetValueOrDefault(call) + 1;
        }

        await context.Invoke();
        lock (_gate)
        {
            var answered = _answered[call] = _answered.GetValueOrDefault(call) + 1;
            _waiting.RemoveAll(waiting => waiting.Call == call && waiting.Count <= answered && waiting.Reached.TrySetResult());
        }
    }

    /// <summary>By a clock: nodes look round, links renew, and lines for the history go together.</summary>
    private static bool IsByTheClock(string call) => call is "IAgentGrain.RenewAsync" or "IFleetGrain.FollowAsync" or "IFleetGrain.PutAsync"
        or "IFleetGrain.SweepAsync" or "ICatalogueGrain.KeepAsync" or "ISessionGrain.FollowAsync" or "IHistoryGrain.AddAsync";

    private int Sum(Func<string, bool> counts) => Made.Where(call => !IsByTheClock(call.Key) && counts(call.Key)).Sum(static call => call.Value);
}
