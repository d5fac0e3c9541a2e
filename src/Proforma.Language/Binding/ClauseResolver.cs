using System.Collections.Immutable;
using Proforma.Model.Program;

namespace Proforma.Language.Binding;

/// <summary>
/// Decides which clause holds in each cell: (a) one whose period contains the cell beats one that is only held over; (b) among held
/// ones the latest start wins; (c) then the one whose cells are a subset of the other's; (d) anything else is an overlap.
/// </summary>
/// <param name="clauses">The clauses in order; an index into this list is what the result names.</param>
/// <param name="hold">Whether the last period's value is held (inputs).</param>
internal sealed class ClauseResolver(IReadOnlyList<ClauseCells> clauses, bool hold)
{
    private Dictionary<(int, int), bool>? _narrower;

    /// <summary>Pairs of clauses that overlap without one being the other's exception, with the step where they do.</summary>
    public List<(int A, int B, int Step)> Overlaps { get; } = [];

    /// <summary>The clauses that speak of a row.</summary>
    public List<int> ApplicableTo(int track, Func<int, int> leaf)
    {
        var applicable = new List<int>(clauses.Count);
        for (var i = 0; i < clauses.Count; i++)
        {
            if (clauses[i].CoversRow(track, leaf))
            {
                applicable.Add(i);
            }
        }

        return applicable;
    }

    /// <summary>The clause that holds at a step, which may lie before the calendar; −1 where it is blank.</summary>
    public int Pick(List<int> applicable, int step)
    {
        var best = PickAmong(applicable, step, static (cells, at) => !cells.IsRest && cells.CoversStep(at) ? 0 : null);
        if (best >= 0)
        {
            // A value without a period is for all of time; a dated exception to it is held like any other.
            var held = hold && !clauses[best].HasPeriod ? PickAmong(applicable, step, static (cells, at) => cells.IsRest ? null : cells.HeldFrom(at)) : -1;
            return held >= 0 && IsNarrower(held, best) ? held : best;
        }

        best = PickAmong(applicable, step, static (cells, at) => cells.IsRest && cells.CoversStep(at) ? 0 : null);
        return best >= 0 || !hold ? best : PickAmong(applicable, step, static (cells, at) => cells.IsRest ? null : cells.HeldFrom(at));
    }

    /// <summary>The segments of a row over the calendar.</summary>
    public ImmutableArray<RuleSegment> Segments(List<int> applicable, int steps)
    {
        var starts = StartsOf(applicable, steps);
        var segments = ImmutableArray.CreateBuilder<RuleSegment>(starts.Count);
        for (var i = 0; i < starts.Count; i++)
        {
            var last = i + 1 < starts.Count ? starts[i + 1] - 1 : steps - 1;
            var rule = Pick(applicable, starts[i]);
            if (rule < 0)
            {
                continue;
            }

            if (segments.Count > 0 && segments[^1].Rule == rule && segments[^1].Last == starts[i] - 1)
            {
                segments[^1] = segments[^1] with { Last = last };
            }
            else
            {
                segments.Add(new RuleSegment(starts[i], last, rule));
            }
        }

        return segments.DrainToImmutable();
    }

    /// <summary>The steps at which another clause may begin to hold, in order.</summary>
    private List<int> StartsOf(List<int> applicable, int steps)
    {
        var starts = new List<int>((applicable.Count * 2) + 1) { 0 };
        foreach (var clause in applicable)
        {
            foreach (var (first, last) in clauses[clause].Steps)
            {
                if (first > 0 && first < steps)
                {
                    starts.Add(first);
                }

                if (last >= 0 && last < steps - 1)
                {
                    starts.Add(last + 1);
                }
            }
        }

        starts.Sort();
        var kept = 1;
        for (var i = 1; i < starts.Count; i++)
        {
            if (starts[i] != starts[kept - 1])
            {
                starts[kept++] = starts[i];
            }
        }

        starts.RemoveRange(kept, starts.Count - kept);
        return starts;
    }

    private int PickAmong(List<int> applicable, int step, Func<ClauseCells, int, int?> rankOf)
    {
        var best = -1;
        var bestRank = int.MinValue;
        foreach (var clause in applicable)
        {
            if (rankOf(clauses[clause], step) is not { } rank || (best >= 0 && rank < bestRank))
            {
                continue;
            }

            if (best < 0 || rank > bestRank || IsNarrower(clause, best))
            {
                (best, bestRank) = (clause, rank);
            }
        }

        if (best >= 0)
        {
            ReportRivals(applicable, step, rankOf, best, bestRank);
        }

        return best;
    }

    private void ReportRivals(List<int> applicable, int step, Func<ClauseCells, int, int?> rankOf, int best, int bestRank)
    {
        foreach (var clause in applicable)
        {
            if (clause != best && rankOf(clauses[clause], step) == bestRank && !IsNarrower(best, clause) && Overlaps.Count < 100)
            {
                var pair = (Math.Min(best, clause), Math.Max(best, clause));
                if (Overlaps.TrueForAll(o => (o.A, o.B) != pair))
                {
                    Overlaps.Add((pair.Item1, pair.Item2, step));
                }
            }
        }
    }

    private bool IsNarrower(int a, int b)
    {
        _narrower ??= [];
        if (!_narrower.TryGetValue((a, b), out var narrower))
        {
            narrower = clauses[a].IsNarrowerThan(clauses[b]);
            _narrower.Add((a, b), narrower);
        }

        return narrower;
    }
}
