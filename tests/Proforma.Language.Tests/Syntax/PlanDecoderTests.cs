using System.Text;
using Proforma.Language.Text;

namespace Proforma.Language.Tests.Syntax;

public sealed class PlanDecoderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("line 营收 = 5\r\n")]
    [InlineData("a\0b")]
    public void Reads_utf8(string text)
    {
        var decoded = PlanDecoder.Decode("t", Encoding.UTF8.GetBytes(text));
        Assert.True(decoded.IsReadable);
        Assert.Equal(text, decoded.Source.Text);
    }

    [Fact]
    public void Leaves_out_the_byte_order_mark() =>
        Assert.Equal("line", PlanDecoder.Decode("t", [0xEF, 0xBB, 0xBF, .. "line"u8]).Source.Text);

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "PF1001", Encoding.Latin1.GetBytes("line caf\u00E9 = 5") },
        { "PF1001", [.. "line x"u8, 0xED, 0xA0, 0x80] },
        { "PF1001", [.. "line x"u8, 0xC0, 0xAF] },
        { "PF1002", Encoding.Unicode.GetBytes("line revenue = 5") },
        { "PF1002", Encoding.BigEndianUnicode.GetBytes("line revenue = 5") },
        { "PF1002", [0xFF, 0xFE] },
        { "PF1002", Encoding.UTF32.GetBytes("line revenue = 5") },
        { "PF1003", "%PDF-1.7"u8.ToArray() },
        { "PF1003", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] },
        { "PF1003", [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))] },
        { "PF1003", new byte[100] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_what_is_not_utf8(string code, byte[] bytes) =>
        Assert.Equal(code, Assert.Single(PlanDecoder.Decode("t", bytes).Diagnostics).Code);

    [Fact]
    public void Names_the_offset_of_the_byte_that_cannot_stand()
    {
        var diagnostic = Assert.Single(PlanDecoder.Decode("t", [.. "营收 = "u8, 0xFF, .. "x"u8]).Diagnostics);
        Assert.Contains("byte FF at offset 9 ", diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(5, diagnostic.Span.Start);
    }

    [Fact]
    public void Refuses_a_file_that_is_too_large_without_reading_it() =>
        Assert.Equal("PF1004", Assert.Single(PlanDecoder.Decode("t", new byte[PlanDecoder.MaxBytes + 1]).Diagnostics).Code);
}
