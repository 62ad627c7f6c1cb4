namespace HotLoop;

/// <summary>A loop for each method, so that what is measured is the call and nothing else.</summary>
internal static class Loops
{
    private static int s_sum;

    public static Action<int> Of(string method) => method switch
    {
        "Add" => Add,
        "AddByHand" => AddByHand,
        "Work" => Work,
        "WorkByHand" => WorkByHand,
        "Ten" => Ten,
        "TenByHand" => TenByHand,
        _ => throw new ArgumentException($"There is no loop for '{method}'."),
    };

    public static void Endless()
    {
        while (true)
        {
            s_sum = Calls.Add(s_sum, 1);
        }
    }

    private static void Add(int calls)
    {
        var sum = s_sum;
        for (var i = 0; i < calls; i++)
        {
            sum = Calls.Add(sum, i);
        }

        s_sum = sum;
    }

    private static void AddByHand(int calls)
    {
        var sum = s_sum;
        for (var i = 0; i < calls; i++)
        {
            sum = Calls.AddByHand(sum, i);
        }

        s_sum = sum;
    }

    private static void Work(int calls)
    {
        var sum = s_sum;
        for (var i = 0; i < calls; i++)
        {
            sum = Calls.Work(sum, i);
        }

        s_sum = sum;
    }

    private static void WorkByHand(int calls)
    {
        var sum = s_sum;
        for (var i = 0; i < calls; i++)
        {
            sum = Calls.WorkByHand(sum, i);
        }

        s_sum = sum;
    }

    private static void Ten(int calls)
    {
        var sum = s_sum;
        for (var i = 0; i < calls; i++)
        {
            sum = Calls.Ten(sum, i);
        }

        s_sum = sum;
    }

    private static void TenByHand(int calls)
    {
        var sum = s_sum;
        for (var i = 0; i < calls; i++)
        {
            sum = Calls.TenByHand(sum, i);
        }

        s_sum = sum;
    }
}
