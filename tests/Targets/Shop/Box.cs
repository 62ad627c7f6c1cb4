namespace Shop;

internal sealed class Box<T>(T value)
{
    public Box<TOther> Map<TOther>(Func<T, TOther> map) => new(Called(map));

    public string Text() => Words<T>.Of(value);

    private TOther Called<TOther>(Func<T, TOther> map) => map(value);

    private static class Words<TWord>
    {
        public static string Of(TWord word) => $"{word}";
    }
}
