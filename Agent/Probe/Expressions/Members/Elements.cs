using System.Collections;
using Arthas.Probe.Expressions.Nodes;

namespace Arthas.Probe.Expressions.Members;

/// <summary>
/// The elements of anything, as OGNL sees them: of a dictionary its values, of a number all whole numbers below it, of
/// what is no collection the thing itself. Every step counts against the bounds of the evaluation.
/// </summary>
internal abstract class Elements(int position) : IDisposable
{
    public object? Current { get; protected set; }

    public static Elements Of(object source, ref Frame frame, int position)
    {
        switch (source)
        {
            case string:
                return new Single(source, position);
            case OrderedMap map:
                return new Indexed((IList)map.Values, position);
            case IDictionary dictionary when Purity.IsCollection(source.GetType()):
                return new Walked(dictionary.GetEnumerator(), source, values: true, calls: false, position);
            case Array { Rank: 1 } array when array.GetLowerBound(0) == 0:
                return new Indexed(array, position);
            case IList list and not Array when Purity.IsCollection(source.GetType()):
                return new Indexed(list, position);
            case EntrySet entries:
                return Walk(entries.Dictionary, values: false, ref frame, position);
            case IEnumerable sequence:
                return Walk(sequence, DictionaryReader.For(source.GetType()) is not null, ref frame, position);
            case int or long or short or byte:
                return new Counted(Convert.ToInt64(source, System.Globalization.CultureInfo.InvariantCulture), position);
            default:
                return new Single(source, position);
        }
    }

    public bool MoveNext(ref Frame frame)
    {
        if (!Step(ref frame))
        {
            return false;
        }

        frame.CountItem(position);
        return true;
    }

    public virtual void Dispose()
    {
    }

    protected abstract bool Step(ref Frame frame);

    private static Walked Walk(IEnumerable sequence, bool values, ref Frame frame, int position)
    {
        CallInTarget? call = null;
        if (!Purity.IsCollection(sequence.GetType()))
        {
            frame.RequireChange($"going through {sequence.GetType()}", position);
            call = frame.Begin(sequence.GetType(), nameof(IEnumerable.GetEnumerator), position);
        }

        try
        {
            return new Walked(sequence.GetEnumerator(), sequence, values, call is not null, position);
        }
        catch (Exception failure)
        {
            throw new ExpressionException($"{sequence.GetType()} threw {failure.GetType()}: {failure.Message}", position, failure);
        }
        finally
        {
            frame.End(call);
        }
    }

    private sealed class Single(object source, int position) : Elements(position)
    {
        private bool _given;

        protected override bool Step(ref Frame frame)
        {
            Current = source;
            return !_given && (_given = true);
        }
    }

    private sealed class Counted(long count, int position) : Elements(position)
    {
        private long _next;

        protected override bool Step(ref Frame frame)
        {
            Current = count <= int.MaxValue ? (object)(int)_next : _next;
            return _next++ < count;
        }
    }

    /// <summary>By index, so that a list which changes meanwhile ends early and does not fail.</summary>
    private sealed class Indexed(IList list, int position) : Elements(position)
    {
        private int _next;

        protected override bool Step(ref Frame frame)
        {
            if (_next >= list.Count)
            {
                return false;
            }

            try
            {
                Current = list[_next++];
                return true;
            }
            catch (ArgumentOutOfRangeException)
            {
                return false;
            }
        }
    }

    private sealed class Walked(IEnumerator enumerator, object source, bool values, bool calls, int position) : Elements(position)
    {
        private readonly int _position = position;
        private readonly TypeCache<ReadableMember> _value = new();

        protected override bool Step(ref Frame frame)
        {
            var call = calls ? frame.Begin(source.GetType(), nameof(IEnumerator.MoveNext), _position) : null;
            try
            {
                if (!enumerator.MoveNext())
                {
                    return false;
                }

                Current = values ? Value() : enumerator.Current;
                return true;
            }
            catch (InvalidOperationException) when (!calls)
            {
                // Another thread changed it meanwhile.
                return false;
            }
            catch (Exception failure)
            {
                throw new ExpressionException(
                    $"going through {source.GetType()} threw {failure.GetType()}: {failure.Message}", _position, failure);
            }
            finally
            {
                frame.End(call);
            }
        }

        public override void Dispose()
        {
            (enumerator as IDisposable)?.Dispose();
            base.Dispose();
        }

        private object? Value()
        {
            if (enumerator is IDictionaryEnumerator entries)
            {
                return entries.Value;
            }

            var entry = enumerator.Current!;
            return (_value.Find(entry.GetType()) ?? _value.Add(entry.GetType(), MemberFinder.Find(entry.GetType(), "Value")!)).Get(entry);
        }
    }
}
