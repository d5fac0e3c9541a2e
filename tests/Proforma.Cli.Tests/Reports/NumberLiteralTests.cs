using System.Globalization;
using CsCheck;
using Proforma.Language;
using Proforma.Language.Text;
using Proforma.Model.Runs;
using Proforma.Reporting.Numbers;
using Proforma.Workspace;
using Xunit;

namespace Proforma.Cli.Tests.Reports;

/// <summary>The language's own literals read back what reports write.</summary>
public sealed class NumberLiteralTests
{
    private static readonly Gen<NumberFormat> s_format =
        from scale in Gen.Int[0, NumberScale.All.Length - 1]
        from decimals in Gen.Int[0, 6]
        from isPercent in Gen.Bool
        from isChinese in Gen.Bool
        from trims in Gen.Bool
        select new NumberFormat
        {
            Scale = isPercent ? NumberScale.One : NumberScale.All[scale],
            Style = isPercent ? NumberStyle.Percent : NumberStyle.Plain,
            Decimals = decimals,
            Language = isChinese ? ReportLanguage.Chinese : ReportLanguage.English,
            TrimZeros = trims,
        };

    [Fact]
    public void A_written_number_is_read_as_the_number_it_shows() => Gen.Select(s_format, Gen.Double[-1e14, 1e14], Gen.Double[-12, 0]).Sample(static (format, value, power) =>
    {
        var number = value * Math.Pow(10, power);
        var written = format.Format(number);
        Assert.Equal(format.Rounded(number), Read(written), Math.Abs(number) * 1e-12);
    }, iter: 150);

    [Theory]
    [InlineData(34.5e9, "34.5B", ReportLanguage.English)]
    [InlineData(34.5e9, "345亿", ReportLanguage.Chinese)]
    [InlineData(8e6, "800万", ReportLanguage.Chinese)]
    [InlineData(-2.2e9, "-2.2B", ReportLanguage.English)]
    public void Known_literals(double value, string literal, ReportLanguage language)
    {
        var scale = NumberScale.For(Math.Abs(value), 1, language, isMoney: true);
        var written = new NumberFormat { Scale = scale, Decimals = 1, Language = language, TrimZeros = language == ReportLanguage.Chinese }.Format(value);
        Assert.Equal(literal, written);
        Assert.Equal(value, Read(written), 1e-3);
    }

    // Groups of three are written with commas for readers; a plan separates them with underscores.
    private static double Read(string written)
    {
        var literal = written.Replace(",", "_", StringComparison.Ordinal);
        var text = string.Create(CultureInfo.InvariantCulture, $"plan \"P\"\n  currency USD\n  calendar yearly 2025 .. 2025\nmeasure it = {literal}\n");
        var session = PlanSession.OfText("p.plan", text);
        Assert.True(session.Program is not null, $"{literal}: {string.Join("; ", session.Compilation.Diagnostics.Select(static d => d.Message))}");
        var value = session.Run().Result!.At(session.Program!.Slots.Single(static s => s.Name == "it").Index, 0, 0);
        Assert.Equal(CellState.Value, value.State);
        return value.Raw;
    }
}
