using System.Globalization;
using CsCheck;
using Proforma.Reporting.Numbers;
using Xunit;

namespace Proforma.Reporting.Tests.Numbers;

public sealed class NumberFormatProperties
{
    private static readonly Gen<NumberFormat> s_formats =
        from scale in Gen.Int[0, NumberScale.All.Length - 1].Select(static i => NumberScale.All[i])
        from decimals in Gen.Int[0, 4]
        from language in Gen.Enum<ReportLanguage>()
        from trim in Gen.Bool
        from percent in Gen.Bool
        from parentheses in Gen.Bool
        select new NumberFormat
        {
            Scale = percent ? NumberScale.One : scale,
            Style = percent ? NumberStyle.Percent : NumberStyle.Plain,
            Decimals = decimals,
            Language = language,
            TrimZeros = trim,
            Negatives = parentheses ? NegativeStyle.Parentheses : NegativeStyle.Minus,
        };

    // Magnitudes from thousandths to trillions, both signs, and round numbers where halves decide.
    private static readonly Gen<double> s_values = Gen.OneOf(
        Gen.Select(Gen.Double[-1, 1], Gen.Int[-3, 12], static (mantissa, power) => mantissa * Math.Pow(10, power)),
        Gen.Select(Gen.Int[-100_000, 100_000], Gen.Int[-4, 7], static (n, power) => n * 0.5 * Math.Pow(10, power)));

    [Fact]
    public void A_written_figure_is_within_half_a_unit_of_its_last_digit() => Gen.Select(s_formats, s_values).Sample((format, value) =>
    {
        var read = Read(format.Format(value));
        Assert.True(Math.Abs(read - value) <= (format.HalfUnit * (1 + 1e-9)) + (Math.Abs(value) * 1e-14),
            $"{value:R} was written {format.Format(value)}");
        Assert.Equal(read, format.Rounded(value), 1e-9 * Math.Max(Math.Abs(read), 1e-12));
    });

    [Fact]
    public void Larger_numbers_are_never_written_as_smaller_ones() => Gen.Select(s_formats, s_values, s_values).Sample((format, a, b) =>
        Assert.True(Read(format.Format(Math.Min(a, b))) <= Read(format.Format(Math.Max(a, b)))));

    [Fact]
    public void A_number_and_its_negative_differ_in_sign_alone() => Gen.Select(s_formats, s_values).Sample((format, value) =>
    {
        var positive = format.Format(Math.Abs(value));
        var negative = format.Format(-Math.Abs(value));
        var isZero = Read(positive) == 0;
        Assert.Equal(isZero ? positive : format.Negatives == NegativeStyle.Minus ? "-" + positive : $"({positive})", negative);
    });

    [Fact]
    public void The_chosen_scale_leaves_few_digits_before_the_point() => Gen.Select(s_values, Gen.Enum<ReportLanguage>(), Gen.Bool)
        .Sample((value, language, money) =>
    {
        var scale = NumberScale.For(Math.Abs(value), 1, language, money);
        var text = new NumberFormat { Scale = scale, Decimals = scale == NumberScale.One ? 0 : 1, Language = language }.Format(Math.Abs(value));
        var before = text.Split('.')[0].Count(char.IsAsciiDigit);
        Assert.True(before <= 6, text);
        Assert.True(scale == NumberScale.One || text[0] != '0', text);
        Assert.True(language == ReportLanguage.English || scale.Symbol is "" or "万" or "亿" or "万亿", text);
    });

    [Fact]
    public void Sums_that_no_longer_add_up_are_told() => Gen.Double[0, 100].Array[2, 8].Sample(parts =>
    {
        var format = new NumberFormat { Decimals = 0 };
        var written = parts.Sum(p => Read(format.Format(p)));
        Assert.Equal(written != Read(format.Format(parts.Sum())), RoundedSums.Disagree(parts, parts.Sum(), format));
    });

    [Fact]
    public void Parts_that_do_not_add_up_anyway_are_no_matter_of_rounding() =>
        Assert.False(RoundedSums.Disagree([1, 2], 4, new NumberFormat()));

    [Theory]
    [InlineData(1e300)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(-1e18)]
    public void Extreme_numbers_stay_short(double value)
    {
        foreach (var scale in NumberScale.All)
        {
            Assert.InRange(new NumberFormat { Scale = scale, Decimals = 2 }.Format(value).Length, 1, 24);
        }
    }

    private static double Read(string text)
    {
        var negative = text[0] is '-' or '(';
        var body = text.Trim('-', '(', ')');
        var factor = 1.0;
        if (body[^1] == '%')
        {
            (factor, body) = (0.01, body[..^1]);
        }
        else if (NumberScale.All.Where(s => s.Symbol.Length > 0 && body.EndsWith(s.Symbol, StringComparison.Ordinal))
            .MaxBy(s => s.Symbol.Length) is { } scale)
        {
            (factor, body) = (scale.Factor, body[..^scale.Symbol.Length]);
        }

        return (negative ? -1 : 1) * factor * double.Parse(body, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }
}
