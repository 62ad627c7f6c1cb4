namespace Arthas.Probe.Weaving.Sites;

/// <summary>
/// What a listener returns from <see cref="IMethodListener.Enter"/> to hear of what happens within that call. As the
/// listener itself, it runs on the application's threads: it does not block, does not throw, calls nothing of the
/// application's, and is told by one thread at a time.
/// </summary>
public abstract class CallTrace
{
    /// <summary>A call begins; the last thing this does is to read the clock.</summary>
    public abstract void Calling(int site);

    /// <summary>It returned (an awaited one: its result was taken).</summary>
    /// <param name="site">The site that was told as <see cref="Calling"/>.</param>
    /// <param name="now">A timestamp of <see cref="System.Diagnostics.Stopwatch"/>, taken first of all.</param>
    public abstract void Called(int site, long now);

    /// <summary>A handler of the method runs: the call that was open, if any, has thrown.</summary>
    public abstract void Unwound(long now);

    /// <summary>This is the code of an async method, which is about to give its thread back.</summary>
    public virtual void Suspending()
    {
    }

    /// <summary>It has: from now on another thread may go on with it.</summary>
    /// <param name="machine">The state machine, boxed when it is a struct.</param>
    public virtual void Suspended(object? machine)
    {
    }

    /// <summary>The async method's task is about to end.</summary>
    /// <param name="exception">Null when it ran to completion.</param>
    /// <param name="now">As above.</param>
    public virtual void Completing(Exception? exception, long now)
    {
    }

    /// <summary>A <see cref="LinePoint"/> is passed.</summary>
    /// <param name="offset">Which one.</param>
    /// <param name="target"><c>this</c> as it is now.</param>
    /// <param name="arguments">As they are now.</param>
    /// <param name="locals">The variables that the point names; null where one cannot be boxed.</param>
    public virtual void Passing(int offset, object? target, object?[] arguments, object?[] locals)
    {
    }

    /// <summary>Nobody listens any more, and the call ends.</summary>
    public abstract void Abandon();
}
