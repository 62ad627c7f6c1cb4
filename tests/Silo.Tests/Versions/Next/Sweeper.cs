using Arthas.Silo.Sessions;

namespace Arthas.Silo.Hosting;

/// <summary>The next version asks its grains what only they know: for each line on the standard input, a session's id.</summary>
internal sealed partial class Sweeper
{
    private readonly Task _asking = Task.Run(() => AskAsync(grains, calls));

    private static async Task AskAsync(IGrainFactory grains, GrainCalls calls)
    {
        while (await Console.In.ReadLineAsync() is { } session)
        {
            try
            {
                Console.WriteLine($"next of {session}: {await calls.RunAsync(() => grains.Get<ISessionGrain>(session).NextAsync())}");
            }
            catch (Exception e)
            {
                Console.WriteLine($"next of {session} failed: {e.GetType().Name}: {e.Message}");
            }
        }
    }
}
