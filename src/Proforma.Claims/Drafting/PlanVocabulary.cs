namespace Proforma.Claims.Drafting;

/// <summary>A name of a plan and the words it shows.</summary>
/// <param name="Name">As formulas write it.</param>
/// <param name="Label">As reports show it; the name where there is no other.</param>
public sealed record PlanName(string Name, string Label);

/// <summary>A line, account or input that claims can speak of.</summary>
public sealed record PlanLine
{
    /// <summary>As formulas write it, with the alias of a used plan: <c>openai.revenue</c>.</summary>
    public required string Name { get; init; }

    /// <summary>As reports show it.</summary>
    public required string Label { get; init; }

    /// <summary>The alias of the used plan that it belongs to; empty for the plan itself.</summary>
    public string Entity { get; init; } = "";

    /// <summary>The unit of its figure for a period: <c>USD</c> for a flow in <c>USD/month</c>, <c>1</c> without dimension.</summary>
    public required string Unit { get; init; }

    /// <summary>Whether it has a figure for every period; an input without periods is one figure.</summary>
    public bool IsSeries { get; init; } = true;

    /// <summary>The dimensions it has.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];
}

/// <summary>What a draft of claims can speak of in a plan.</summary>
public sealed record PlanVocabulary
{
    /// <summary>The plan's title: an entity that it names is the plan's own.</summary>
    public string Title { get; init; } = "";

    /// <summary>The months of one step of its calendar: 1, 3 or 12; 0 for days and weeks.</summary>
    public int StepMonths { get; init; } = 1;

    /// <summary>Lines, accounts and inputs, those of used plans too.</summary>
    public IReadOnlyList<PlanLine> Lines { get; init; } = [];

    /// <summary>The plan's tracks.</summary>
    public IReadOnlyList<PlanName> Tracks { get; init; } = [];

    /// <summary>Used plans: alias and title.</summary>
    public IReadOnlyList<PlanName> Entities { get; init; } = [];

    /// <summary>Members by dimension.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PlanName>> Members { get; init; } = new Dictionary<string, IReadOnlyList<PlanName>>();

    /// <summary>The units that the plan declares.</summary>
    public IReadOnlyCollection<string> Units { get; init; } = [];

    /// <summary>Pairs of currencies that the plan has rates between, in either order.</summary>
    public IReadOnlyCollection<(string From, string To)> Rates { get; init; } = [];

    /// <summary>Every name that is taken in the plan: a draft that the plan uses may not declare it again.</summary>
    public IReadOnlyCollection<string> Names { get; init; } = [];
}
