using Proforma.Claims.Extraction;

namespace Proforma.Claims.Drafting;

/// <summary>
/// The subjects of a draft for a plan: the plan's lines, found by name, label and the glossary's words in both languages. What the plan does not have gets
/// a line of its own that only claims speak of; a company that nobody names is left open.
/// </summary>
internal sealed class PlanSubjects : ISubjects
{
    /// <summary>Flows that happen once, which a plan states as one figure; a figure without periods is no other flow's figure of a year.</summary>
    private static readonly string[] s_events = ["funding", "total_funding", "ipo", "acquisition_price"];

    private readonly PlanVocabulary _plan;
    private readonly MetricGlossary _glossary;
    private readonly MetricUnits _units;
    private readonly NameBook _names;
    private readonly bool _chinese;
    private readonly string? _topic;
    private readonly Dictionary<(string Entity, string Metric, string Unit), Subject> _subjects = [];

    public PlanSubjects(Reading reading, PlanVocabulary plan, MetricGlossary glossary, MetricUnits units, NameBook names, bool chinese)
    {
        (_plan, _glossary, _units, _names, _chinese) = (plan, glossary, units, names, chinese);

        // Where the plan's title names a company of the article, that one is the plan's; else the one that the article is mostly about.
        var companies = reading.Figures.Select(static figure => figure.Entity.Value).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        _topic = companies.Find(company => Contains(plan.Title, company))
            ?? (reading.Topic is { } topic && Alias(topic) is null && Member(topic) is null ? topic : null);
        IsTopicNamed = _topic is null || Contains(plan.Title, _topic);
    }

    /// <summary>Lines to declare: metrics that the plan does not have.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Units to declare.</summary>
    public List<string> Units { get; } = [];

    /// <summary>The company that is taken for the plan's own.</summary>
    public string? Topic => _topic;

    /// <summary>Whether the plan's title names it.</summary>
    public bool IsTopicNamed { get; }

    /// <summary>The tracks of the article that the plan does not have.</summary>
    public HashSet<string> MissingTracks { get; } = [];

    public Subject Of(string? entity, string? metric, UnitText? unit)
    {
        if (entity is null || metric is null)
        {
            return Subject.Open;
        }

        var key = (entity, metric, unit?.Whole ?? "?");
        if (!_subjects.TryGetValue(key, out var subject))
        {
            subject = Find(entity, MetricWords.Of(_glossary, metric), unit);
            _subjects.Add(key, subject);
        }

        return subject;
    }

    public string? Track(string? track)
    {
        if (track is null)
        {
            return null;
        }

        var best = _plan.Tracks
            .Select(candidate => (candidate.Name, Score: Math.Max(TrackWords.Match(track, candidate.Name), TrackWords.Match(track, candidate.Label))))
            .Where(static candidate => candidate.Score > 0)
            .OrderByDescending(static candidate => candidate.Score)
            .ToList();
        if (best.Count > 0 && (best.Count == 1 || best[0].Score > best[1].Score))
        {
            return best[0].Name;
        }

        MissingTracks.Add(track);
        return null;
    }

    public string? Written(Subject subject, UnitText? unit)
    {
        if (unit is null || !IsFree(unit))
        {
            return null;
        }

        if (IsCounted(unit.Amount) && subject.Unit is { } own && IsCounted(own) && own != unit.Amount)
        {
            return unit.Time is null ? own : $"{own}/{unit.Time}";
        }

        Need(unit);
        return unit.Whole;
    }

    // What stands at the end of a month stands at the end of the quarter or year that ends with it.
    public string Fit(string period, string? metric)
    {
        var isMonth = period.Length == 7 && period[4] == '-' && char.IsAsciiDigit(period[5]);
        if (!isMonth || metric is null || MetricWords.Of(_glossary, metric).IsFlow)
        {
            return period;
        }

        var month = ((period[5] - '0') * 10) + period[6] - '0';
        return _plan.StepMonths switch
        {
            3 when month % 3 == 0 => $"{period[..4]}-Q{month / 3}",
            12 when month == 12 => period[..4],
            _ => period,
        };
    }

    public bool HasRate(string from, string to) => _plan.Rates.Contains((from, to)) || _plan.Rates.Contains((to, from));

    private Subject Find(string entity, MetricWords words, UnitText? unit)
    {
        var alias = entity == _topic ? "" : Alias(entity);
        var member = entity == _topic ? null : Member(entity);
        var candidates = _plan.Lines.Where(line => member is { } of
            ? line.Dimensions.Count == 1 && line.Dimensions[0] == of.Dimension
            : line.Dimensions.Count == 0 && line.Entity == alias);
        var found = alias is null && member is null ? null : Best(candidates, words, unit);
        return found is not null
            ? new Subject(found.Name, member?.Member, found.IsSeries, found.Unit)
            : Declare(entity, alias is "" || member is not null, words, unit);
    }

    private PlanLine? Best(IEnumerable<PlanLine> lines, MetricWords words, UnitText? unit)
    {
        var spellings = words.Spellings().ToHashSet(StringComparer.Ordinal);
        PlanLine? best = null;
        var score = 0;
        foreach (var line in lines)
        {
            var name = line.Name[(line.Name.LastIndexOf('.') + 1)..];
            var own = name == words.Key ? 3 : spellings.Contains(MetricWords.Bare(line.Label)) ? 2 : spellings.Contains(MetricWords.Bare(name)) ? 1 : 0;
            if (own > score && (line.IsSeries || !words.IsFlow || Array.IndexOf(s_events, words.Key) >= 0) && (unit is null || Fits(line.Unit, unit)))
            {
                (best, score) = (line, own);
            }
        }

        return best;
    }

    private bool Fits(string unit, UnitText figure) =>
        unit == figure.Amount || unit == figure.Whole
        || (IsCounted(unit) && IsCounted(figure.Amount))
        || (UnitText.Of(unit) is { Currency: { } from } && figure.Currency is { } to && HasRate(from, to));

    private static bool IsCounted(string unit) =>
        unit != UnitText.None && !unit.Contains('/', StringComparison.Ordinal) && UnitText.Of(unit) is { IsMoney: false };

    private Subject Declare(string entity, bool isOwn, MetricWords words, UnitText? unit)
    {
        var of = unit?.Amount ?? _units.Of(words);
        if (UnitText.Of(of) is not { } text || !IsFree(text))
        {
            return Subject.Open;
        }

        Need(text);
        var company = isOwn ? "" : $"{entity} ";
        var name = _names.Take(company + words.Key, "metric_1");
        var perMonth = words.IsFlow && of != UnitText.None ? $"{of}/month" : of;
        var separator = _chinese ? "" : ": ";
        var label = isOwn ? words.Label(_chinese) : $"{entity}{separator}{words.Label(_chinese)}";
        Lines.Add($"line {name} {PlanText.Quoted(label)} : {perMonth}");
        return new Subject(name, null, IsSeries: true, of);
    }

    private string? Alias(string entity) => _plan.Entities.FirstOrDefault(used => Contains(used.Label, entity) || IsSame(used.Name, entity))?.Name;

    private static bool IsSame(string name, string entity) => MetricWords.Bare(name) == MetricWords.Bare(entity);

    private (string Dimension, string Member)? Member(string entity)
    {
        foreach (var (dimension, members) in _plan.Members)
        {
            if (members.FirstOrDefault(member => IsSame(member.Label, entity) || IsSame(member.Name, entity)) is { } found)
            {
                return (dimension, found.Name);
            }
        }

        return null;
    }

    private static bool Contains(string title, string entity) =>
        MetricWords.Bare(entity) is { Length: > 1 } bare && MetricWords.Bare(title).Contains(bare, StringComparison.Ordinal);

    // A name that the plan has given to something else cannot be declared as a unit.
    private bool IsFree(UnitText unit) => unit.Atoms.All(atom => _plan.Units.Contains(atom) || !_plan.Names.Contains(atom));

    private void Need(UnitText unit)
    {
        foreach (var atom in unit.Atoms.Where(atom => !_plan.Units.Contains(atom) && !Units.Contains(atom)))
        {
            Units.Add(atom);
        }
    }
}
