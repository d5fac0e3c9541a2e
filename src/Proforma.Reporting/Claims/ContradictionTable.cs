using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Claims;

/// <summary>Claims against each other, ready to be rendered.</summary>
/// <param name="Language">The language of all words in it.</param>
/// <param name="Contradictions">Those that stand even with rounding first.</param>
/// <param name="Implied">What claims that agree imply for figures.</param>
/// <param name="SetAside">The names of the claims that were set aside before that was asked.</param>
public sealed record ContradictionTable(
    ReportLanguage Language, ImmutableArray<ContradictionRow> Contradictions, ImmutableArray<ImpliedRow> Implied, ImmutableArray<string> SetAside);

/// <summary>A smallest set of claims that cannot all be true.</summary>
/// <param name="Found">The numbers behind it.</param>
/// <param name="Names">The claims' names.</param>
/// <param name="Track">The track's label, or empty.</param>
/// <param name="Arithmetic">What all but one of them come to, and what that one says.</param>
/// <param name="Members">The claims with what they say, their quotes, and other claims that say the very same.</param>
public sealed record ContradictionRow(Contradiction Found, ImmutableArray<string> Names, string Track,
    string Arithmetic, ImmutableArray<ContradictionMember> Members);

/// <summary>A claim of a contradiction.</summary>
/// <param name="Name">Its name, and in brackets those of the claims that say the very same.</param>
/// <param name="Said">What is measured, and what it says of that.</param>
/// <param name="Quote">The words quoted, or empty.</param>
public sealed record ContradictionMember(string Name, string Said, string Quote);

/// <summary>What claims imply for a figure.</summary>
/// <param name="Found">The numbers behind it.</param>
/// <param name="Quantity">The figure, as a formula.</param>
/// <param name="Track">The track's label, or empty.</param>
/// <param name="Interval">What is left for it.</param>
/// <param name="From">The names of the claims that it rests on.</param>
public sealed record ImpliedRow(ImpliedInterval Found, string Quantity, string Track, string Interval, ImmutableArray<string> From);
