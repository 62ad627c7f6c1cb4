namespace Arthas.Probe.Values;

/// <summary>What Memory and ArraySegment are a part of.</summary>
internal static class SliceParts
{
    /// <returns>The owner is null for an empty one; an owner other than an array or a string is not asked: its code is not run.</returns>
    public static (object? Owner, int From, int Count) Of(object slice, TypePlan plan)
    {
        object? owner = null;
        int from = 0, count = 0;
        foreach (var (name, field, _) in plan.Fields)
        {
            switch (name)
            {
                case "_object" or "_array": owner = field.GetValue(slice); break;
                case "_index" or "_offset": from = (int)field.GetValue(slice)! & int.MaxValue; break;
                case "_length" or "_count": count = (int)field.GetValue(slice)!; break;
            }
        }

        return (owner, from, count);
    }
}
