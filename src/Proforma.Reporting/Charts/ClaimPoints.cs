using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Model.Runs;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;

namespace Proforma.Reporting.Charts;

/// <summary>Sets claims over the lines that they speak of: a point for the printed figure, a whisker for what it stands for after rounding.</summary>
internal static class ClaimPoints
{
    /// <summary>How far claims of one period are spread over its place.</summary>
    private const double Spread = 0.7, Apart = 0.11, Levels = 30;

    private const int Holding = 4, NotHolding = 3;

    /// <summary>The chart with its claims.</summary>
    public static Chart Over(Chart chart, ChartRequest request, ImmutableArray<ClaimResult> claims, FigureReader reader)
    {
        var found = new List<(int Period, ClaimResult Result)>();
        foreach (var claim in claims.GroupBy(static c => c.Claim.Index).Select(static g => g.MinBy(static r => r.Verdict)!))
        {
            if (claim is { Claim: { Kind: ClaimKind.Level or ClaimKind.Range or ClaimKind.Count, Metric.Reads: [{ Period: { } period } read],
                Low: not null }, Verdict: not ClaimVerdict.NotScored }
                && request.Lines.Any(l => l.Slot.Index == read.Slot) && request.Periods.IndexOf(period) is >= 0 and var at)
            {
                found.Add((at, claim));
            }
        }

        var format = reader.Format(request.Lines[0], found.Select(static f => CellValue.Of(f.Result.Claim.Low!.Value)), request.Numbers);
        var largest = found.Select(static f => Math.Abs(f.Result.Claim.Low!.Value)).DefaultIfEmpty(1).Max();

        // Only claims that would lie on each other are set beside each other.
        var places = found.GroupBy(f => (f.Period, Math.Round(f.Result.Claim.Low!.Value / largest * Levels)))
            .SelectMany(static g =>
                g.Select((f, i) => (f.Result, X: f.Period + ((i - ((g.Count() - 1) / 2.0)) * Math.Min(Apart, Spread / g.Count()))))).ToList();
        var with = chart with
        {
            Series =
            [
                .. chart.Series.Select(static s => s with { ShowsValues = false }),
                Series(ChartWords.Say(chart.Language, "claims that hold", "成立的陈述"), Holding,
                    places.Where(static p => p.Result.Verdict <= ClaimVerdict.HoldsByRounding), format),
                Series(ChartWords.Say(chart.Language, "claims that do not", "不成立的陈述"), NotHolding,
                    places.Where(static p => p.Result.Verdict > ClaimVerdict.HoldsByRounding), format),
            ],
        };
        return with with { Description = ChartDescription.Of(with) };
    }

    private static ChartSeries Series(string label, int color, IEnumerable<(ClaimResult Result, double X)> places, FigureFormat format) => new()
    {
        Label = label,
        Shape = SeriesShape.Interval,
        Color = color,
        Points =
        [
            .. places.Select(p =>
            {
                var (low, high) = (p.Result.Claim.Low!.Value, p.Result.Claim.High?.Value ?? p.Result.Claim.Low.Value);
                var said = low == high ? format.Inline(CellValue.Of(low)) : format.Inline(low, high);
                return new ChartPoint(p.X, format.Unit.FromBase((low + high) / 2), p.Result.Claim.Quote.Length > 0
                    ? $"{said} “{p.Result.Claim.Quote}”" : said)
                {
                    Low = format.Unit.FromBase(p.Result.SaidLow ?? low),
                    High = format.Unit.FromBase(p.Result.SaidHigh ?? high),
                };
            }),
        ],
    };
}
