using System.Collections.Immutable;
using Proforma.Model.Claims;

namespace Proforma.Claims.Contradictions;

/// <summary>What statements that agree leave for figures, each with the fewest statements that it rests on.</summary>
internal sealed class ImpliedSearch(ClaimSystem system, Effort effort)
{
    /// <summary>How many ways to settle contradictions are looked at.</summary>
    public const int MostReadings = 8;

    private readonly Enclosure _enclosure = new(system, new Consistency(system, effort));
    private readonly HashSet<int> _unknowns = [.. system.Directions.SelectMany(static d => d.Terms.ToArray()).Select(static t => t.Unknown)];

    public IEnumerable<(ImpliedCandidate Candidate, QuantityInterval Interval, IReadOnlyList<int> From, ImmutableArray<int> Checks, bool IsStated, bool IsExact)> Find(
        IReadOnlyList<int> statements, IReadOnlyList<ImpliedCandidate> candidates, SystemBuilder builder)
    {
        if (statements.Count < 2)
        {
            yield break;
        }

        var near = candidates.Select(c => (Candidate: c, Form: builder.Partitioned(c.Form))).Where(c => !c.Form.IsConstant && IsInside(c.Form)).ToList();
        var ranges = _enclosure.RangesOf([.. near.Select(static c => c.Form)], statements, Reading.Rounded);
        for (var i = 0; i < near.Count && !effort.IsExhausted; i++)
        {
            var form = near[i].Form;
            var own = Stating(form, statements);
            var range = ranges[i];
            if (own.Count > 0)
            {
                range = _enclosure.RangeOf(form, [.. statements.Except(own)], Reading.Rounded);
            }

            if (range != default && Supported(form, range) is var (least, from) && from.Count >= 2 && (own.Count == 0 || Tightens(form, least, own)))
            {
                var exact = IsExact(from, form);
                yield return (near[i].Candidate, Enclosure.Rounded(least), from, ChecksOf(least), own.Count > 0, exact);
            }
        }
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
