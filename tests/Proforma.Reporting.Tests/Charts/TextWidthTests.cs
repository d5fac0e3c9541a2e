using CsCheck;
using Proforma.Reporting.Charts;
using Xunit;

namespace Proforma.Reporting.Tests.Charts;

public sealed class TextWidthTests
{
    private static readonly Gen<string> s_text = Gen.OneOf(Gen.String[Gen.Char[' ', '~'], 0, 60], OneOf("激进预期的营收，2027年", "A mix 混合 of both 两种", "😀 family", "é̀"));

    [Fact]
    public void A_Chinese_character_is_as_wide_as_the_font_is_high() => Assert.InRange(TextWidth.Of("营收", 12), 24, 27);

    [Fact]
    public void A_text_that_is_cut_fits() => Gen.Select(s_text, Gen.Double[12, 200]).Sample(static (text, width) =>
    {
        var cut = TextWidth.Fit(text, 12, width);
        Assert.True(TextWidth.Of(cut, 12) <= width || cut == "…");
        Assert.True(cut == text || cut.EndsWith('…'));
    });

    [Fact]
    public void Wrapping_loses_nothing_but_blanks() => Gen.Select(s_text, Gen.Double[20, 300]).Sample(static (text, width) =>
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(TextWidth.Wrap(text, 12, width)).Replace(" ", "", StringComparison.Ordinal)));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
