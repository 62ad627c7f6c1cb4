using Arthas.Probe.Weaving.Signatures;

namespace Arthas.Probe.Tests.Weaving;

public sealed class SignatureTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(0x7Fu)]
    [InlineData(0x80u)]
    [InlineData(0x3FFFu)]
    [InlineData(0x4000u)]
    [InlineData(0x1FFFFFFFu)]
    public void Compressed_reads_back_what_was_written(uint value)
    {
        var blob = new SignatureBlob().Compressed(value).Written;

        var reader = new SignatureReader(blob);

        Assert.Equal(value, reader.Compressed());
        Assert.Equal(blob.Length, reader.Position);
    }

    [Theory]
    [InlineData("08")] // int
    [InlineData("0F01")] // void*
    [InlineData("1D1D0E")] // string[][]
    [InlineData("140802020203020001")] // int[0..1, 1..3]
    [InlineData("151180A50208151249011E00")] // S<int, C<!!0>>
    [InlineData("1B00020108101C")] // method pointer: void (int, ref object)
    [InlineData("1F451008")] // modreq ref int
    public void Type_moves_past_exactly_one_type(string hex)
    {
        var type = Convert.FromHexString(hex);
        var reader = new SignatureReader([.. type, 0x0E]);

        Assert.Equal(type, reader.Type().ToArray());
        Assert.Equal(SignatureReader.String, reader.Byte());
    }

    [Fact]
    public void Of_never_boxes_what_cannot_be_boxed()
    {
        Assert.Equal(Boxing.Nothing, ValueShape.Of([0x15, 0x11, 0x49, 1, 8], typeof(Span<int>), readByRefs: true).Boxing);
        Assert.Equal(Boxing.Nothing, ValueShape.Of([SignatureReader.ByRef, 8], typeof(int).MakeByRefType(), readByRefs: false).Boxing);
        Assert.Equal(Boxing.NativeInt, ValueShape.Of([SignatureReader.Pointer, 8], typeof(int).MakePointerType(), readByRefs: true).Boxing);
        Assert.Equal(Boxing.Nothing, ValueShape.Of([SignatureReader.MethodParameter, 0], AntiConstrained(), readByRefs: true).Boxing);
        Assert.Equal(Boxing.Box, ValueShape.Of([SignatureReader.RequiredModifier, 5, SignatureReader.ByRef, 8], typeof(int).MakeByRefType(), readByRefs: true).Boxing);
    }

    private static Type AntiConstrained() =>
        typeof(SignatureTests).GetMethod(nameof(Anti), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.GetGenericArguments()[0];

    private static void Anti<T>(T value)
        where T : allows ref struct
    {
    }
}
