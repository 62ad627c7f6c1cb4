using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Arthas.Probe.Values;

/// <summary>Looks into tasks without waiting for them and without marking their faults as observed.</summary>
internal static class Tasks
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly FieldInfo? Contingent = typeof(Task).GetField("m_contingentProperties", Hidden);
    private static readonly FieldInfo? Holder = Contingent?.FieldType.GetField("m_exceptionsHolder", Hidden);
    private static readonly FieldInfo? Faults = Holder?.FieldType.GetField("m_faultExceptions", Hidden);
    private static readonly FieldInfo? Cancellation = Holder?.FieldType.GetField("m_cancellationException", Hidden);
    private static readonly ConditionalWeakTable<Type, FieldBox> Results = new();

    /// <summary>The result of a task that ran to completion; false for one without a result.</summary>
    public static bool TryResult(Task task, out object? result)
    {
        var field = Results.GetValue(task.GetType(), static t => new FieldBox(ResultField(t))).Field;
        result = field?.GetValue(task);
        return field is not null;
    }

    /// <summary>The fault of a task as an await would throw it. <c>Task.Exception</c> is not asked: it would silence UnobservedTaskException.</summary>
    public static Exception? Fault(Task task)
    {
        if (task.IsCanceled)
        {
            return HolderOf(task) is { } of && Cancellation?.GetValue(of) is ExceptionDispatchInfo own ? own.SourceException : new TaskCanceledException(task);
        }

        if (!task.IsFaulted)
        {
            return null;
        }

        return HolderOf(task) is { } holder && Faults?.GetValue(holder) is IEnumerable faults
            ? faults.OfType<ExceptionDispatchInfo>().FirstOrDefault()?.SourceException
            : task.Exception?.InnerException;
    }

    private static object? HolderOf(Task task) => Contingent?.GetValue(task) is { } contingent ? Holder?.GetValue(contingent) : null;

    /// <summary>What a ValueTask consists of: a task, a source, or nothing but its result.</summary>
    public static (object? Source, object? Result) Parts(object valueTask)
    {
        var type = valueTask.GetType();
        return (type.GetField("_obj", Hidden)?.GetValue(valueTask), type.GetField("_result", Hidden)?.GetValue(valueTask));
    }

    private static FieldInfo? ResultField(Type type)
    {
        for (var t = type; t is not null && t != typeof(Task); t = t.BaseType)
        {
            if (t.IsGenericType && t.GetGenericTypeDefinition() == typeof(Task<>))
            {
                return t.GenericTypeArguments[0].FullName == "System.Threading.Tasks.VoidTaskResult" ? null : t.GetField("m_result", Hidden);
            }
        }

        return null;
    }

    private sealed record FieldBox(FieldInfo? Field);
}
