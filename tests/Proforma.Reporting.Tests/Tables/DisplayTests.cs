using CsCheck;
using Proforma.Model.Runs;
using Proforma.Reporting.Tables;
using Xunit;

namespace Proforma.Reporting.Tests.Tables;

public sealed class DisplayTests
{
    [Theory]
    [InlineData("Revenue", 7)]
    [InlineData("营收", 4)]
    [InlineData("API 接口收入（期初）", 20)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("34.5B", 5)]
    [InlineData("▁▅█", 3)]
    public void Chinese_characters_take_two_columns(string text, int width) => Assert.Equal(width, DisplayWidth.Of(text));

    [Fact]
    public void Padding_and_fitting_keep_to_the_width() => Gen.Select(Gen.String[Gen.Char["aé营收（）\u0007 Z"], 0, 30], Gen.Int[1, 40])
        .Sample((text, width) =>
    {
        Assert.True(DisplayWidth.Of(DisplayWidth.Fit(text, width)) <= Math.Max(width, 1));
        Assert.Equal(width, DisplayWidth.Of(DisplayWidth.PadEnd(DisplayWidth.Fit(text, width), width)));
        Assert.Equal(width, DisplayWidth.Of(DisplayWidth.PadStart(DisplayWidth.Fit(text, width), width)));
        Assert.DoesNotContain('\u0007', DisplayWidth.Fit(text, width));
    });

    [Fact]
    public void A_sparkline_rises_with_its_series()
    {
        Assert.Equal("▁▂▃▄▅▆▇█", Sparkline.Of([.. Enumerable.Range(0, 8).Select(i => CellValue.Of(i))], 8));
        Assert.Equal("▁▁▁", Sparkline.Of([CellValue.Of(5), CellValue.Of(5), CellValue.Of(5)], 8));
        Assert.Equal("▁ █", Sparkline.Of([CellValue.Of(0), CellValue.Unknown, CellValue.Of(9)], 8));
        Assert.Equal("", Sparkline.Of([CellValue.Blank, CellValue.Unknown], 8));
        Assert.Equal("▁█", Sparkline.Of([CellValue.Of(0), CellValue.Of(1), CellValue.Of(8), CellValue.Of(9)], 2));
        Assert.Equal("▁█", Sparkline.Of([CellValue.Of(-double.MaxValue), CellValue.Of(double.MaxValue)], 2));
    }
}
