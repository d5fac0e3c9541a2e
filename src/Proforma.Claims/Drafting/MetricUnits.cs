using Proforma.Claims.Extraction;

namespace Proforma.Claims.Drafting;

/// <summary>The unit of each metric in an article: a growth rate does not say what its metric is measured in, but another figure of it does.</summary>
internal sealed class MetricUnits
{
    private readonly Dictionary<string, string> _units = new(StringComparer.Ordinal);
    private readonly string? _currency;

    public MetricUnits(IEnumerable<Figure> figures)
    {
        var currencies = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var figure in figures.Where(static figure => figure.Kind is FigureKind.Amount or FigureKind.Count))
        {
            if (UnitText.Of(figure.Unit) is not { } unit)
            {
                continue;
            }

            if (figure.Metric.Value is { } metric)
            {
                _units.TryAdd(metric, unit.Amount);
            }

            if (unit.Currency is { } currency)
            {
                currencies[currency] = currencies.GetValueOrDefault(currency) + 1;
            }
        }

        _currency = currencies
            .OrderByDescending(static pair => pair.Value)
            .ThenBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => pair.Key)
            .FirstOrDefault();
    }

    /// <summary>The currency that most amounts are in, or null.</summary>
    public string? Currency => _currency;

    /// <summary>The unit of a metric's figure for a period: as another figure says it, what it counts, the article's currency, or none.</summary>
    public string Of(MetricWords words) =>
        _units.GetValueOrDefault(words.Key)
        ?? (words.Class is MetricClass.Ratio or MetricClass.Multiple ? UnitText.None : null)
        ?? (words.Entry?.Unit is { } counted && UnitText.Of(counted) is { } text ? text.Amount : null)
        ?? (words.Class is MetricClass.Flow or MetricClass.Stock or MetricClass.Price ? _currency : null)
        ?? UnitText.None;
}
