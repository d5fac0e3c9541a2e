using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Claims;

/// <summary>Claims against a plan, ready to be rendered: by source, and within a source by whom they are about.</summary>
/// <param name="Title">The plan's title.</param>
/// <param name="Language">The language of all words in it.</param>
/// <param name="Groups">In the order of the claims.</param>
/// <param name="Summary">How many claims came out how, each counted once by its best track.</param>
public sealed record ClaimTable(string Title, ReportLanguage Language, ImmutableArray<ClaimGroup> Groups,
    ImmutableArray<(ClaimVerdict Verdict, int Count)> Summary)
{
    public int Count => Summary.Sum(static s => s.Count);
}

/// <summary>What one source says about one company, or about several beside each other.</summary>
/// <param name="Source">The source's title, publisher and date; empty where claims cite none.</param>
/// <param name="Entity">The titles of the plans that the claims read; empty for claims in words.</param>
/// <param name="Rows">One a claim and track.</param>
public sealed record ClaimGroup(string Source, string Entity, ImmutableArray<ClaimRow> Rows);

/// <summary>A claim in one track.</summary>
/// <param name="Result">The exact figures.</param>
/// <param name="Name">The claim's name; empty in the rows of its further tracks.</param>
/// <param name="What">What is measured, or the words of a claim without figure; empty in the rows of further tracks.</param>
/// <param name="Track">The track's label; a word for all of them where they agree, empty where there are none.</param>
/// <param name="Said">The claim's figure with its hedge; empty in the rows of further tracks where it is the same.</param>
/// <param name="Plan">The plan's figure.</param>
/// <param name="Verdict">The verdict in words.</param>
/// <param name="Difference">Plan less claim, or empty.</param>
/// <param name="Notes">Why, and what another reading comes to; sentences without full stop.</param>
/// <param name="Quote">The words quoted, or empty.</param>
/// <param name="IsSecondary">Whether the claim comes out better in another track: it need not hold in all of them.</param>
public sealed record ClaimRow(
    ClaimResult Result,
    string Name,
    string What,
    string Track,
    string Said,
    string Plan,
    string Verdict,
    string Difference,
    ImmutableArray<string> Notes,
    string Quote,
    bool IsSecondary);
