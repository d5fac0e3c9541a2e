using Proforma.Claims.Extraction;

namespace Proforma.Claims.Drafting;

/// <summary>
/// The subjects of a draft that is a plan of its own: a line for every metric, by company where there are several, and the units and tracks that are
/// named.
/// </summary>
internal sealed class OwnSubjects : ISubjects
{
    /// <summary>What a price by time is the price of, where the text does not say.</summary>
    public const string Item = "item";

    private readonly MetricGlossary _glossary;
    private readonly MetricUnits _units;
    private readonly NameBook _names;
    private readonly bool _chinese;
    private readonly Dictionary<string, string> _companies = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Metric, string Unit), Subject> _subjects = [];
    private readonly HashSet<(string From, string To)> _rates = [];
    private readonly Dictionary<string, string> _tracks = new(StringComparer.Ordinal);
    private readonly string _dimension;
    private readonly bool _byCompany;

    public OwnSubjects(Reading reading, MetricGlossary glossary, MetricUnits units, NameBook names, bool chinese, IEnumerable<CurrencyTurn> turns)
    {
        (_glossary, _units, _names, _chinese) = (glossary, units, names, chinese);
        var companies = reading.Figures.Select(static figure => figure.Entity.Value).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        _byCompany = companies.Count > 1 || (companies.Count == 1 && reading.Figures.Any(static figure => figure.Entity.IsOpen));
        _dimension = _byCompany ? names.Take("company", "company") : "";
        foreach (var company in companies)
        {
            _companies.Add(company, _byCompany ? names.Take(company, "company_1") : "");
        }

        foreach (var turn in turns)
        {
            _rates.Add((turn.From, turn.To));
        }
    }

    /// <summary>Lines to declare, in the order in which the text speaks of them.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Units to declare.</summary>
    public List<string> Units { get; } = [];

    /// <summary>Tracks to declare.</summary>
    public List<string> Tracks { get; } = [];

    /// <summary>The dimension to declare, or null.</summary>
    public string? Dimension => !_byCompany ? null : $"dimension {_dimension} {PlanText.Quoted(_chinese ? "公司" : "Company")} = "
        + string.Join(", ", _companies.Select(static company => $"{company.Value} {PlanText.Quoted(company.Key)}"));

    public Subject Of(string? entity, string? metric, UnitText? unit)
    {
        if (metric is null)
        {
            return Subject.Open;
        }

        var words = MetricWords.Of(_glossary, metric);
        var of = UnitOf(words, unit);
        var member = !_byCompany ? null : entity is null ? PeriodText.Hole : _companies[entity];
        if (!_subjects.TryGetValue((metric, of), out var subject))
        {
            subject = Declare(words, of);
            _subjects.Add((metric, of), subject);
        }

        return subject with { Selectors = member };
    }

    public string? Track(string? track)
    {
        if (track is null)
        {
            return null;
        }

        if (!_tracks.TryGetValue(track, out var name))
        {
            name = _names.Take(track, "track_1");
            _tracks.Add(track, name);
            Tracks.Add($"track {name} {PlanText.Quoted(TrackWords.Label(track, _chinese))}");
        }

        return name;
    }

    public string? Written(Subject subject, UnitText? unit)
    {
        if (unit is null)
        {
            return null;
        }

        Need(unit);
        return subject.Unit?.Contains($"/{Item}/", StringComparison.Ordinal) == true && unit.Time is not null ? subject.Unit : unit.Whole;
    }

    public string Fit(string period, string? metric) => period;

    public bool HasRate(string from, string to) => _rates.Contains((from, to)) || _rates.Contains((to, from));

    /// <summary>The unit of the line's figure for a period.</summary>
    private string UnitOf(MetricWords words, UnitText? unit)
    {
        if (unit is null)
        {
            return Counted(_units.Of(words));
        }

        Need(unit);
        var turned = unit.Currency is { } currency
            ? _subjects.Keys.FirstOrDefault(key => key.Metric == words.Key && UnitText.Of(key.Unit) is { Currency: { } other } && HasRate(other, currency))
            : default;
        if (turned.Unit is { } declared)
        {
            return declared;
        }

        if (unit.Time is null || IsByTime(words))
        {
            return unit.Amount;
        }

        Counted(Item);
        return $"{unit.Amount}/{Item}/{unit.Time}";
    }

    // A rate of a flow is its figure over the period's length; a rate of anything else is a price.
    private static bool IsByTime(MetricWords words) => words.IsFlow || words.Class is MetricClass.Count or MetricClass.Quantity or MetricClass.Stock or null;

    private Subject Declare(MetricWords words, string unit)
    {
        var other = _subjects.Keys.Any(key => key.Metric == words.Key);
        var name = _names.Take(other ? $"{words.Key} {unit}" : words.Key, "metric_1");
        var label = words.Label(_chinese);
        var perMonth = words.IsFlow && unit != UnitText.None ? $"{unit}/month" : unit;
        var by = _byCompany ? $" by {_dimension}" : "";
        Lines.Add($"line {name}{by} {PlanText.Quoted(other ? $"{label} ({unit})" : label)} : {perMonth}");
        return new Subject(name, null, IsSeries: true, unit);
    }

    private string Counted(string unit)
    {
        if (UnitText.Of(unit) is { } text)
        {
            Need(text);
        }

        return unit;
    }

    private void Need(UnitText unit)
    {
        foreach (var atom in unit.Atoms.Where(atom => !Units.Contains(atom)))
        {
            Units.Add(atom);
        }
    }
}
