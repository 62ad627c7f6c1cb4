namespace Embed;

public sealed class Prices
{
    public decimal Of(string item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Length * 1.25m;
    }
}
