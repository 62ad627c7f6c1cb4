namespace Shop;

/// <summary>An exception on its way through five methods, the last of which catches it.</summary>
internal static class Levels
{
    public static string Caught(string message)
    {
        try
        {
            return Second(message);
        }
        catch (InvalidOperationException e) when (IsWanted(e))
        {
            return After(e.Message);
        }
    }

    private static string Second(string message)
    {
        try
        {
            return Third(message);
        }
        finally
        {
            After(message);
        }
    }

    private static string Third(string message)
    {
        try
        {
            return Fourth(message);
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    private static string Fourth(string message) => Fifth(message) + message;

    private static string Fifth(string message) => throw new InvalidOperationException(message);

    private static bool IsWanted(InvalidOperationException e) => e.Message.Length > 0;

    private static string After(string message) => message;
}
