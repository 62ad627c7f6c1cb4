using Arthas.Agent.Jobs;
using Arthas.Agent.Threads;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using ThreadState = Arthas.Agent.Threads.ThreadState;

namespace Arthas.Agent.Commands.Threads;

internal sealed class ThreadCommand : ICommand
{
    private const int SampleInterval = 200;

    public CommandSpec Spec { get; } = new()
    {
        Name = "thread",
        Summary = "Display thread info, thread stack",
        Description = """
            The target stands still for some 10 to 30 ms while its stacks are read; nothing runs in it. Ids are managed
            thread ids; threads of the runtime that run no managed code have the id -1.

            Examples:
              thread
              thread 1
              thread -n 5
              thread -n 3 -i 1000
              thread -b
              thread --state WAITING
            """,
        Options = ThreadOptions.All.ToSpecs(),
        Arguments = ThreadOptions.Arguments.ToSpecs(),
    };

    public async Task<CommandEnd> RunAsync(AgentJob job)
    {
        var command = job.Command;
        ThreadState? state = null;
        if (command.Value(ThreadOptions.State) is { } name)
        {
            if (!Enum.TryParse<ThreadState>(name, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed) || char.IsAsciiDigit(name[0]))
            {
                return new CommandEnd(1, $"Illegal argument, state should be one of [{string.Join(", ", Enum.GetNames<ThreadState>())}]");
            }

            state = parsed;
        }

        if (command.Value(ThreadOptions.Id) is { } id and > 0)
        {
            return await OneAsync(job, id);
        }

        if (command.Value(ThreadOptions.TopThreads) is { } count)
        {
            return await BusiestAsync(job, count);
        }

        if (command.Value(ThreadOptions.Blocking))
        {
            return await BlockingAsync(job);
        }

        return await ListAsync(job, state);
    }

    private static async Task<CommandEnd> OneAsync(AgentJob job, long id)
    {
        var threads = await ThreadReader.Shared.ReadAsync(job.Target, job.Ended);
        if (threads.FirstOrDefault(thread => thread.Id == id) is not { } thread)
        {
            return new CommandEnd(1, $"thread do not exist! id: {id}");
        }

        job.Result("thread", json =>
        {
            json.WriteBoolean("all", job.Command.Value(ThreadOptions.Every));
            json.WritePropertyName("threadInfo");
            new ThreadJson(threads, job.Command).WriteInfo(json, thread);
        });
        return CommandEnd.Ok;
    }

    private static async Task<CommandEnd> BusiestAsync(AgentJob job, int count)
    {
        var sample = await ThreadSample.TakeAsync(job, SampleInterval);
        job.Result("thread", json =>
        {
            json.WriteBoolean("all", job.Command.Value(ThreadOptions.Every));
            json.WriteStartArray("busyThreads");
            foreach (var row in count > 0 ? sample.Rows.Take(count) : sample.Rows)
            {
                new ThreadJson(sample.Threads, job.Command).WriteBusy(json, row);
            }

            json.WriteEndArray();
        });
        return CommandEnd.Ok;
    }

    private static async Task<CommandEnd> BlockingAsync(AgentJob job)
    {
        var threads = await ThreadReader.Shared.ReadAsync(job.Target, job.Ended);
        var most = threads.Select(thread => thread.WaitsFor).OfType<HeldLock>().Where(one => one.OwnerId > 0)
            .GroupBy(one => one).MaxBy(group => group.Count());
        if (most is null)
        {
            return new CommandEnd(1, "No most blocking thread found!");
        }

        job.Result("thread", json =>
        {
            json.WriteBoolean("all", job.Command.Value(ThreadOptions.Every));
            json.WriteStartObject("blockingLockInfo");
            json.WriteNumber("blockingThreadCount", most.Count());
            json.WriteNumber("lockIdentityHashCode", most.Key.Identity);
            if (threads.FirstOrDefault(thread => thread.Id == most.Key.OwnerId) is { } owner)
            {
                json.WritePropertyName("threadInfo");
                new ThreadJson(threads, job.Command).WriteInfo(json, owner);
            }

            json.WriteEndObject();
        });
        return CommandEnd.Ok;
    }

    private static async Task<CommandEnd> ListAsync(AgentJob job, ThreadState? state)
    {
        var sample = await ThreadSample.TakeAsync(job, SampleInterval);
        job.Result("thread", json =>
        {
            json.WriteBoolean("all", job.Command.Value(ThreadOptions.Every));
            json.WriteStartObject("threadStateCount");
            foreach (var one in Enum.GetValues<ThreadState>())
            {
                json.WriteNumber($"{one}", sample.Threads.Count(thread => thread.State == one));
            }

            json.WriteEndObject();
            json.WriteStartArray("threadStats");
            foreach (var row in sample.Rows.Where(row => state is null || row.Thread?.State == state))
            {
                ThreadJson.WriteRow(json, row);
            }

            json.WriteEndArray();
        });
        return CommandEnd.Ok;
    }
}
