using Microsoft.Extensions.Logging;

namespace demo;

/// <summary>
/// The demo target: each round takes a random number and prints its prime factors, or complains about a number below 2.
/// Method names are in camel case so that the commands of the Arthas documents work on it as they stand.
/// </summary>
public sealed class MathGame(ILogger<MathGame> logger)
{
    private static readonly Random random = new();

    private int illegalArgumentCount;

    public void run()
    {
        try
        {
            int number = random.Next(int.MinValue, int.MaxValue) / 10000;
            List<int> factors = primeFactors(number);
            print(number, factors);
        }
        catch (ArgumentException wrong)
        {
            logger.LogWarning("illegalArgumentCount:{Count,3}, {Message}", illegalArgumentCount, wrong.Message);
        }
    }

    public List<int> primeFactors(int number)
    {
        if (number < 2)
        {
            illegalArgumentCount++;
            throw new ArgumentException("number is: " + number + ", need >= 2");
        }

        var result = new List<int>();
        int i = 2;
        while (i <= number)
        {
            if (number % i == 0)
            {
                result.Add(i);
                number /= i;
                i = 2;
            }
            else
            {
                i++;
            }
        }

        return result;
    }

    public static void print(int number, List<int> primeFactors) =>
        Console.WriteLine(number + "=" + string.Join('*', primeFactors));
}
