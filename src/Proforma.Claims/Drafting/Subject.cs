namespace Proforma.Claims.Drafting;

/// <summary>What a claim is about: a line of one company, of which figures are taken by period.</summary>
/// <param name="Reference">The line's name, or <c>?</c>.</param>
/// <param name="Selectors">What stands in the brackets beside the period: a member, or <c>?</c> for one that is open.</param>
/// <param name="IsSeries">Whether a period is to be given.</param>
/// <param name="Unit">The unit of its figure for a period; null for an open subject.</param>
internal sealed record Subject(string Reference, string? Selectors, bool IsSeries, string? Unit)
{
    public static Subject Open { get; } = new("?", null, IsSeries: false, Unit: null);

    public bool IsOpen => Reference == "?";

    /// <summary>The formula for its figure in a period.</summary>
    public string At(string period)
    {
        var selectors = IsSeries ? Selectors is null ? period : $"{Selectors}, {period}" : Selectors;
        return selectors is null || IsOpen ? Reference : $"{Reference}[{selectors}]";
    }
}

/// <summary>Finds the subjects of figures, and states what a draft has to declare for them.</summary>
internal interface ISubjects
{
    /// <summary>The subject of a company's metric.</summary>
    /// <param name="entity">The company; null where it is open.</param>
    /// <param name="metric">The metric's key; null where it is open.</param>
    /// <param name="unit">The figure's unit; <c>1</c> for what is read in percent; null where it is open.</param>
    Subject Of(string? entity, string? metric, UnitText? unit);

    /// <summary>The track's name, or null where it is open or the plan has none like it.</summary>
    string? Track(string? track);

    /// <summary>The unit to write behind a number of the subject, or null where it is open.</summary>
    string? Written(Subject subject, UnitText? unit);

    /// <summary>The period as the plan's calendar can say it, where it can.</summary>
    string Fit(string period, string? metric);

    /// <summary>Whether amounts in one currency can be brought to the other.</summary>
    bool HasRate(string from, string to);
}
