using System.Collections.Immutable;
using Proforma.Model.Claims;

namespace Proforma.Claims.Contradictions;

/// <summary>A figure with what statements leave for it.</summary>
/// <param name="Candidate">The figure.</param>
/// <param name="Interval">What is left.</param>
/// <param name="From">The statements it rests on.</param>
/// <param name="Checks">The slots of the checks it rests on.</param>
/// <param name="IsStated">Whether a statement states the figure.</param>
/// <param name="IsExact">Whether the interval is known to be as narrow as all statements allow.</param>
internal sealed record ImpliedFinding(
    ImpliedCandidate Candidate, QuantityInterval Interval, IReadOnlyList<Statement> From, ImmutableArray<int> Checks, bool IsStated, bool IsExact);

/// <summary>What statements that agree leave for figures, each with the fewest statements that it rests on.</summary>
/// <remarks>Of many statements only the nearest are looked at for each figure: those that share its unknowns, or unknowns with those.</remarks>
internal sealed class ImpliedSearch(ClaimSystem system, Effort effort)
{
    /// <summary>How many ways to settle contradictions are looked at.</summary>
    public const int MostReadings = 4;

    private const int MostNear = 30;

    private readonly Enclosure _enclosure = new(system, new Consistency(system, effort));
    private readonly HashSet<int> _unknowns = [.. system.Directions.SelectMany(static d => d.Terms.ToArray()).Select(static t => t.Unknown)];
    private readonly Neighbourhood _neighbourhood = new(system);

    public IEnumerable<ImpliedFinding> Find(IReadOnlyList<int> statements, IReadOnlyList<ImpliedCandidate> candidates, SystemBuilder builder)
    {
        if (statements.Count < 2)
        {
            yield break;
        }

        // What nobody states comes first: it is what a reader asks for.
        var near = candidates.Select(c => (Candidate: c, Form: builder.Partitioned(c.Form))).Where(c => !c.Form.IsConstant && IsInside(c.Form))
            .OrderBy(c => Stating(c.Form, statements).Count > 0).ToList();
        foreach (var (candidate, form) in near)
        {
            if (effort.IsExhausted)
            {
                yield break;
            }

            var found = statements.Count <= MostNear ? Of(candidate, form, statements) : Nearest(candidate, form, statements);
            if (found is not null)
            {
                yield return found;
            }
        }
    }

    private ImpliedFinding? Nearest(ImpliedCandidate candidate, LinearForm form, IReadOnlyList<int> statements)
    {
        var around = _neighbourhood.Around(form.Terms.ToArray().Select(static t => t.Unknown), [.. statements], MostNear);
        var local = _neighbourhood.SystemOf(around);
        var found = new ImpliedSearch(local, effort).Of(candidate, form, [.. Enumerable.Range(0, local.Statements.Count)]);
        return found is null ? null : found with { IsExact = found.IsExact && around.Statements.Count == statements.Count };
    }

    private ImpliedFinding? Of(ImpliedCandidate candidate, LinearForm form, IReadOnlyList<int> statements)
    {
        var own = Stating(form, statements);
        var range = _enclosure.RangeOf(form, [.. statements.Except(own)], Reading.Rounded);
        if (range == default || (own.Count > 0 && !Tightens(form, range, own)))
        {
            return null;
        }

        var (least, from) = Supported(form, range);
        return from.Count < 2 || least == default || (own.Count > 0 && !Tightens(form, least, own)) ? null : new ImpliedFinding(
            candidate, Enclosure.Rounded(least), [.. from.Select(s => system.Statements[s])], ChecksOf(least), own.Count > 0, IsExact(from, form));
    }

    private bool IsInside(LinearForm form)
    {
        foreach (var (unknown, _) in form.Terms)
        {
            if (!_unknowns.Contains(unknown))
            {
                return false;
            }
        }

        return true;
    }

    private List<int> Stating(LinearForm form, IReadOnlyList<int> statements)
    {
        var direction = system.DirectionOf(form).Index;
        return [.. statements.Where(s => system.Statements[s].Parts.Any(p => p.Direction.Index == direction))];
    }

    /// <summary>The statements that a range rests on, without any that it does not need.</summary>
    private (Interval Range, List<int> From) Supported(LinearForm form, Interval range)
    {
        var from = StatementsOf(range);
        var held = _enclosure.RangeOf(form, from, Reading.Rounded);
        for (var i = 0; i < from.Count;)
        {
            var fewer = from.Where((_, at) => at != i).ToList();
            var without = _enclosure.RangeOf(form, fewer, Reading.Rounded);
            if (SameEnds(without, held))
            {
                (from, held) = (fewer, without);
            }
            else
            {
                i++;
            }
        }

        return (held, from);
    }

    private static bool SameEnds(Interval a, Interval b) => a.Low?.Value == b.Low?.Value && a.High?.Value == b.High?.Value;

    private bool Tightens(LinearForm form, Interval range, List<int> own)
    {
        if (range.Low is not { } low || range.High is not { } high)
        {
            return false;
        }

        var direction = system.DirectionOf(form);
        return own.Exists(s => system.Statements[s].Parts.Where(p => p.Direction.Index == direction.Index)
            .Select(p => Consistency.RangeOf(p, Reading.Rounded).Through(direction.Constant, direction.Scale))
            .Any(said => said.Low is not { } least || least.Value < low.Value || said.High is not { } most || most.Value > high.Value));
    }

    private List<int> StatementsOf(Interval range)
    {
        var found = new SortedSet<int>();
        foreach (var bound in new[] { range.Low, range.High })
        {
            foreach (var member in bound is null ? [] : bound.Reasons.Members)
            {
                if (member < system.Statements.Count)
                {
                    found.Add(member);
                }
            }
        }

        return [.. found];
    }

    private ImmutableArray<int> ChecksOf(Interval range)
    {
        var found = new SortedSet<int>();
        foreach (var bound in new[] { range.Low, range.High })
        {
            foreach (var member in bound is null ? [] : bound.Reasons.Members)
            {
                if (member >= system.Statements.Count)
                {
                    found.Add(system.NotNegative[member - system.Statements.Count].Check);
                }
            }
        }

        return [.. found];
    }

    /// <summary>Whether nothing was only enclosed: ratios whose quotient stands nowhere else, and products of figures that nothing else links.</summary>
    private bool IsExact(List<int> from, LinearForm form)
    {
        var used = from.SelectMany(s => system.Statements[s].Parts.Select(static p => p.Form)).Append(form).ToList();
        var touched = used.SelectMany(static f => f.Terms.ToArray()).Select(static t => t.Unknown).ToHashSet();
        return system.Products.Where(p => p.Product.Forms.Any(f => Touches(f, touched))).All(p => !system.IsCoupled(p)
            || p.Product.Forms.All(f => f.IsConstant || used.TrueForAll(u => u.IsConstant || !Overlaps(f, u) || f.Normalized().Direction.Equals(u.Normalized().Direction))));
    }

    private static bool Overlaps(LinearForm a, LinearForm b) => Touches(a, [.. b.Terms.ToArray().Select(static t => t.Unknown)]);

    private static bool Touches(LinearForm form, HashSet<int> unknowns)
    {
        foreach (var (unknown, _) in form.Terms)
        {
            if (unknowns.Contains(unknown))
            {
                return true;
            }
        }

        return false;
    }
}
