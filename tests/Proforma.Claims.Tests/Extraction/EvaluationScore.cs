using System.Globalization;
using System.Text;
using Proforma.Claims.Extraction;

namespace Proforma.Claims.Tests.Extraction;

/// <summary>Counts of one measure: what was found and right, what was found, what there was to find.</summary>
internal sealed class Tally
{
    public int Right { get; set; }

    public int Found { get; set; }

    public int Expected { get; set; }

    public double Precision => Found == 0 ? 0 : (double)Right / Found;

    public double Recall => Expected == 0 ? 0 : (double)Right / Expected;

    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"precision {Precision:0.000}  recall {Recall:0.000}  F1 {F1:0.000}  ({Right} right of {Found} found, {Expected} expected)");
}

/// <summary>
/// Scores readings against annotations. A figure is right when its span overlaps an expected one and value and unit agree; with hedge, when the hedge does
/// too; as a full tuple, when company, metric, period and track do as well. A company's name agrees when one form contains the other.
/// </summary>
internal sealed class EvaluationScore
{
    private static readonly string[] TupleFields = ["entity", "metric", "period", "track"];

    public Tally FigureAndUnit { get; } = new();

    public Tally WithHedge { get; } = new();

    public Tally WithKind { get; } = new();

    public Tally FullTuple { get; } = new();

    public Dictionary<string, Tally> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>What differed, a line each: only to be shown for the development half.</summary>
    public StringBuilder Differences { get; } = new();

    public static EvaluationScore Of(IEnumerable<EvaluationText> texts)
    {
        var score = new EvaluationScore();
        foreach (var text in texts)
        {
            var result = ArticleReader.Read(text.Source, new ReadingOptions { Format = text.Format, PublishedOn = text.PublishedOn });
            score.Add(text, result.Reading?.Figures ?? []);
        }

        return score;
    }

    public string Summary()
    {
        var summary = new StringBuilder();
        summary.AppendLine(CultureInfo.InvariantCulture, $"figure+unit        {FigureAndUnit}");
        summary.AppendLine(CultureInfo.InvariantCulture, $"  with hedge       {WithHedge}");
        summary.AppendLine(CultureInfo.InvariantCulture, $"  with kind        {WithKind}");
        summary.AppendLine(CultureInfo.InvariantCulture, $"full tuple         {FullTuple}");
        foreach (var (field, tally) in Fields)
        {
            summary.AppendLine(CultureInfo.InvariantCulture, $"  {field,-16} {tally.Recall:0.000} of the figures that were found");
        }

        return summary.ToString();
    }

    private void Add(EvaluationText text, IReadOnlyList<Figure> figures)
    {
        var open = figures.ToList();
        foreach (var expected in text.Figures)
        {
            var found = open.Find(figure => Overlaps(figure, expected) && IsValue(figure, expected)) ?? open.Find(figure => Overlaps(figure, expected));
            bool right = found is not null && IsValue(found, expected) && Agrees(expected, "unit", found.Unit);
            if (found is not null)
            {
                open.Remove(found);
            }

            if (expected.IsOptional)
            {
                continue;
            }

            Count(expected, found, right);
            if (!right)
            {
                Differences.AppendLine(CultureInfo.InvariantCulture, $"{text.Name}: \"{expected.Quote}\" {(found is null ? "not found" : $"read as {Show(found)}")}");
            }
            else
            {
                Describe(text, expected, found!);
            }
        }

        foreach (var extra in open)
        {
            Differences.AppendLine(CultureInfo.InvariantCulture, $"{text.Name}: \"{extra.Quote}\" is no figure, read as {Show(extra)}");
        }

        foreach (var tally in (Tally[])[FigureAndUnit, WithHedge, WithKind, FullTuple])
        {
            tally.Found += open.Count;
        }
    }

    private void Count(ExpectedFigure expected, Figure? found, bool right)
    {
        bool hedge = right && Agrees(expected, "hedge", found!.Hedge.Notation());
        bool kind = right && Agrees(expected, "kind", found!.Kind.Notation());
        bool tuple = hedge && Array.TrueForAll(TupleFields, field => Agrees(expected, field, Field(found!, field)));
        Count(FigureAndUnit, found is not null, right);
        Count(WithHedge, found is not null, hedge);
        Count(WithKind, found is not null, kind);
        Count(FullTuple, found is not null, tuple);
        if (!right)
        {
            return;
        }

        foreach (string field in (string[])["hedge", "kind", .. TupleFields, "speaker"])
        {
            if (!Fields.TryGetValue(field, out var tally))
            {
                Fields[field] = tally = new Tally();
            }

            Count(tally, found: true, Agrees(expected, field, Field(found!, field)));
        }
    }

    private static void Count(Tally tally, bool found, bool right)
    {
        tally.Expected++;
        tally.Found += found ? 1 : 0;
        tally.Right += right ? 1 : 0;
    }

    private void Describe(EvaluationText text, ExpectedFigure expected, Figure found)
    {
        foreach (string field in (string[])["hedge", "kind", .. TupleFields])
        {
            if (!Agrees(expected, field, Field(found, field)))
            {
                Differences.AppendLine(
                    CultureInfo.InvariantCulture, $"{text.Name}: \"{expected.Quote}\" {field}: {string.Join(" or ", expected.Fields[field])}, read as {Field(found, field) ?? "-"}");
            }
        }
    }

    private static string? Field(Figure figure, string field) => field switch
    {
        "hedge" => figure.Hedge.Notation(),
        "kind" => figure.Kind.Notation(),
        "entity" => figure.Entity.Value,
        "metric" => figure.Metric.Value,
        "period" => figure.Period.Value,
        "track" => figure.Track.Value,
        "speaker" => figure.Speaker.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private static bool Overlaps(Figure figure, ExpectedFigure expected) => figure.Start < expected.End && expected.Start < figure.End;

    private static bool IsValue(Figure figure, ExpectedFigure expected)
    {
        double low = figure.Value ?? figure.Low ?? double.NaN;
        double high = figure.Value ?? figure.High ?? double.NaN;
        return expected.Values.Any(value => IsNear(low, value.Low) && IsNear(high, value.High));
    }

    private static bool IsNear(double a, double b) => Math.Abs(a - b) <= 1e-6 * Math.Max(Math.Abs(a), Math.Abs(b));

    private static bool Agrees(ExpectedFigure expected, string field, string? found)
    {
        foreach (string wanted in expected.Fields[field])
        {
            bool open = wanted == "-" && found is null;
            bool contains = field is "entity" or "speaker" && found is { Length: >= 2 } && wanted.Length >= 2
                && (found.Contains(wanted, StringComparison.OrdinalIgnoreCase) || wanted.Contains(found, StringComparison.OrdinalIgnoreCase));
            if (open || contains || string.Equals(wanted, found, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string Show(Figure figure) => string.Create(
        CultureInfo.InvariantCulture, $"{figure.Value?.ToString("R", CultureInfo.InvariantCulture) ?? $"{figure.Low}..{figure.High}"} {figure.Unit ?? "?"} {figure.Kind.Notation()} [{figure.Quote}]");
}
