using System.Runtime.ExceptionServices;

namespace Corpus.Shapes;

internal static class Exceptions
{
    private static List<string> Log => field ??= [];

    private static int Throws(string m) => throw new InvalidOperationException(m);
    private static int Caught() { try { return Throws("a"); } catch (InvalidOperationException e) { return e.Message.Length; } }
    private static int Rethrown() { try { return Throws("b"); } catch { Log.Add("rethrow"); throw; } }
    private static int ThrownAgain() { try { return Throws("c"); } catch (Exception e) { throw new ApplicationException("outer", e); } }
    private static int Filtered(string m) { try { return Throws(m); } catch (Exception e) when (Filter(e, "yes")) { return 1; } catch (Exception e) when (e.Message.Length > 3) { return 2; } }
    private static bool Filter(Exception e, string m) { Log.Add("filter " + e.Message); return e.Message == m; }
    private static int FilterThrows() { try { return Throws("d"); } catch (Exception) when (Throws("in filter") > 0) { return 1; } catch (InvalidOperationException e) { return e.Message.Length; } }
    private static int Finally() { try { Log.Add("try"); return Log.Count; } finally { Log.Add("finally"); } }
    private static int FinallyThrown() { try { return Throws("e"); } finally { Log.Add("finally thrown"); } }
    private static int FinallyReplaces() { try { return Throws("first"); } finally { Throws("second"); } }

    /// <summary>The exception seen in the first pass never leaves: a finally replaces it, and that one is caught here.</summary>
    private static int FinallyReplacesAndCaught()
    {
        try
        {
            try { return Throws("first"); }
            finally { throw new ApplicationException("second"); }
        }
        catch (ApplicationException e)
        {
            return e.Message.Length;
        }
    }

    private static int Nested()
    {
        try
        {
            try { Throws("inner"); }
            catch (ArgumentException) { Log.Add("wrong"); }
            finally { Log.Add("inner finally"); }
        }
        catch (InvalidOperationException)
        {
            try { Throws("in catch"); }
            catch (Exception e) { Log.Add(e.Message); }
            return 5;
        }

        return 0;
    }

    private static int LoopWithTry(int n)
    {
        var caught = 0;
        for (var i = 0; i < n; i++)
        {
            try { if (i % 3 == 0) throw new ArgumentException(); if (i % 5 == 0) continue; if (i > 11) break; }
            catch (ArgumentException) { caught++; }
            finally { caught += 10; }
        }

        return caught;
    }

    private static int ReturnFromCatchInFinally()
    {
        var n = 0;
        try { n = 1; }
        finally
        {
            for (var i = 0; i < 3; i++)
            {
                try { if (i == 1) Throws("x"); n += 10; }
                catch { n += 100; }
            }
        }

        return n;
    }

    private static int Divide(int a, int b) => a / b;
    private static int Index(int[] v, int i) => v[i];
    private static int Length(string s) => s.Length;
    private static object Cast(object o) => (string)o;
    private static void Covariant(object[] v) => v[0] = new object();
    private static int Parse(string s) => int.Parse(s);
    private static long Allocate(int n) => new int[n].LongLength;
    private static int Aggregate() => Task.WhenAll(Task.FromException<int>(new ArgumentException("1"))).Result.Length;
    private static void Captured() { try { Throws("captured"); } catch (Exception e) { ExceptionDispatchInfo.Capture(e).Throw(); } }
    private static T ThrowExpression<T>(T v) where T : class => v ?? throw new ArgumentNullException(nameof(v), "no value");
    private static int NeverReturns() { while (true) { Throws("loop"); } }
    private static void ThrowsNull() => throw null;

    private sealed class BadConstructor { public BadConstructor() => throw new NotSupportedException("ctor"); }
    private static class BadStatics { public static readonly int Value = Throws("cctor"); }
    private sealed class OwnException(int code) : Exception($"own {code}") { public int Code => code; }
    private sealed class Guarded : IDisposable { public void Dispose() => Log.Add("disposed"); public int Fail() => Throws("guarded"); }
    private static int UsingThrows() { using var g = new Guarded(); return g.Fail(); }
    private static int Own() { try { throw new OwnException(7); } catch (OwnException e) when (e.Code == 7) { return e.Code; } }
    private static int LockThrows(object gate) { lock (gate) { return Throws("locked"); } }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Exceptions));
        // One log at a time, for rounds in parallel.
        lock (Log)
        {
            Log.Clear();
            t.Say("caught", Caught());
            t.Try("rethrown", () => Rethrown());
            t.Try("thrownAgain", () => ThrownAgain());
            t.Say("filtered", Filtered("yes") + Filtered("long one"));
            t.Try("unfiltered", () => Filtered("no"));
            t.Say("filterThrows", FilterThrows());
            t.Say("finally", Finally());
            t.Try("finallyThrown", () => FinallyThrown());
            t.Try("finallyReplaces", () => FinallyReplaces());
            // Within a catch: with none anywhere the runtime would call the first one unhandled.
            t.Try("finallyReplacesAndCaught", () => FinallyReplacesAndCaught());
            t.Say("nested", Nested());
            t.Say("loop", LoopWithTry(20));
            t.Say("inFinally", ReturnFromCatchInFinally());
            t.Try("divide", () => Divide(1, 0));
            t.Try("overflow", () => Divide(int.MinValue, -1));
            t.Try("index", () => Index([1], 1));
            t.Try("null", () => Length(null));
            t.Try("cast", () => Cast(1));
            t.Try("covariant", () => { Covariant(new string[1]); return 0; });
            t.Try("parse", () => Parse("x"));
            t.Try("allocate", () => Allocate(-1));
            t.Try("aggregate", () => Aggregate());
            t.Try("captured", () => { Captured(); return 0; });
            t.Try("throwExpression", () => ThrowExpression<string>(null));
            t.Say("noThrow", ThrowExpression("v"));
            t.Try("neverReturns", () => NeverReturns());
            t.Try("throwsNull", () => { ThrowsNull(); return 0; });
            t.Try("constructor", () => new BadConstructor());
            t.Try("activator", () => Activator.CreateInstance(typeof(BadConstructor)));
            t.Try("statics", () => BadStatics.Value);
            t.Try("using", () => UsingThrows());
            t.Say("own", Own());
            var gate = new object();
            t.Try("lock", () => LockThrows(gate));
            t.Say("unlocked", Monitor.IsEntered(gate));
            t.Say("log", Log);
        }
    }
}
