using System.Collections.Immutable;
using Proforma.Model.Claims;

namespace Proforma.Claims.Contradictions;

/// <summary>A figure with what statements leave for it.</summary>
/// <param name="Candidate">The figure.</param>
/// <param name="Interval">What is left.</param>
/// <param name="From">The statements it rests on.</param>
/// <param name="Checks">The slots of the checks it rests on.</param>
/// <param name="IsStated">Whether a statement states the figure.</param>
/// <param name="IsExact">Whether the interval is known to be as narrow as these statements allow.</param>
internal sealed record ImpliedFinding(
    ImpliedCandidate Candidate, QuantityInterval Interval, IReadOnlyList<Statement> From, ImmutableArray<int> Checks, bool IsStated, bool IsExact);

/// <summary>What statements that agree leave for figures, each with the fewest statements that it rests on.</summary>
/// <remarks>Of many statements only the nearest are looked at for each figure: those that share its unknowns, or unknowns with those.</remarks>
internal sealed class ImpliedSearch
{
    /// <summary>How many ways to settle contradictions are looked at.</summary>
    public const int MostReadings = 6;

    private const int MostFrom = 4, DeepestProduct = 8;

    // So many statements are looked at: as few as a reader would, and then more.
    private static readonly int[] s_near = [8, 30];

    private readonly ClaimSystem _system;
    private readonly Effort _effort;
    private readonly HashSet<int> _unknowns;
    private readonly Dictionary<int, Product> _definitions = [];

    public ImpliedSearch(ClaimSystem system, Effort effort)
    {
        (_system, _effort) = (SystemParts.WithoutIdle(system), effort);
        var forms = _system.Statements.SelectMany(static s => s.Parts.Select(static p => p.Form))
            .Concat(_system.Products.SelectMany(static p => p.Product.Forms));
        _unknowns = [.. forms.SelectMany(static f => f.Terms.ToArray()).Select(static t => t.Unknown)];
        foreach (var link in system.Products)
        {
            foreach (var form in link.Product.IsQuotient ? [link.Product.Left] : link.Product.Forms)
            {
                _definitions.TryAdd(form.Sole, link.Product);
            }
        }
    }

    public IEnumerable<ImpliedFinding> Find(IReadOnlyList<int> statements, IReadOnlyList<ImpliedCandidate> candidates, SystemBuilder builder)
    {
        if (statements.Count < 2)
        {
            yield break;
        }

        // What nobody states comes first: it is what a reader asks for.
        var stated = statements.SelectMany(s => _system.Statements[s].Parts.Select(static p => p.Form.Normalized().Direction)).ToHashSet();
        var near = candidates.Select(c => (Candidate: c, Form: builder.Partitioned(c.Form))).Where(static c => !c.Form.IsConstant)
            .OrderBy(c => stated.Contains(c.Form.Normalized().Direction));
        foreach (var (candidate, form) in near)
        {
            if (_effort.IsExhausted)
            {
                yield break;
            }

            var products = new HashSet<Product>();
            foreach (var found in IsInside(form, products, 0) ? Near(candidate, form, products, statements) : [])
            {
                yield return found;
            }
        }
    }

    /// <summary>What the very nearest statements leave, as a reader would work it out, and what more of them leave where that is less.</summary>
    private IEnumerable<ImpliedFinding> Near(ImpliedCandidate candidate, LinearForm form, HashSet<Product> products, IReadOnlyList<int> statements)
    {
        var said = statements.Select(s => _system.Statements[s]);
        var whole = SystemParts.Of(said, _system.Products.Select(static p => p.Product).Union(products).ToList(),
            SystemParts.ChecksOf(_system).ToList());
        var neighbourhood = new Neighbourhood(whole);
        ImpliedFinding? before = null;
        foreach (var most in s_near)
        {
            var around = neighbourhood.Around(form.Terms.ToArray().Select(static t => t.Unknown),
                [.. Enumerable.Range(0, whole.Statements.Count)], most);
            var found = Of(neighbourhood.SystemOf(around), candidate, form);
            if (found is not null && (before is null || found.Interval.Low > before.Interval.Low || found.Interval.High < before.Interval.High))
            {
                yield return found;
            }

            if (around.Statements.Count == whole.Statements.Count)
            {
                yield break;
            }

            before = found ?? before;
        }
    }

    /// <summary>Whether statements reach every unknown of a form, straight or through the products that define it.</summary>
    private bool IsInside(LinearForm form, HashSet<Product> products, int depth)
    {
        foreach (var (unknown, _) in form.Terms)
        {
            if (_unknowns.Contains(unknown))
            {
                continue;
            }

            if (depth >= DeepestProduct || !_definitions.TryGetValue(unknown, out var product))
            {
                return false;
            }

            if (!product.Forms.Where(f => f.Sole != unknown).All(f => IsInside(f, products, depth + 1)))
            {
                return false;
            }

            products.Add(product);
        }

        return true;
    }

    private ImpliedFinding? Of(ClaimSystem system, ImpliedCandidate candidate, LinearForm form)
    {
        var enclosure = new Enclosure(system, new Consistency(system, _effort));
        var direction = system.DirectionOf(form);
        var own = Enumerable.Range(0, system.Statements.Count)
            .Where(s => system.Statements[s].Parts.Any(p => p.Direction.Index == direction.Index)).ToList();
        var range = enclosure.RangeOf(form, [.. Enumerable.Range(0, system.Statements.Count).Except(own)], Reading.Rounded);
        if (range.Low is null || range.High is null || (own.Count > 0 && !Tightens(system, direction, range, own)))
        {
            return null;
        }

        var (least, from) = Supported(system, enclosure, form, range);
        return from.Count is < 2 or > MostFrom || least.Low is null || least.High is null
            || (own.Count > 0 && !Tightens(system, direction, least, own)) ? null : new ImpliedFinding(
            candidate, Enclosure.Rounded(least), [.. from.Select(s => system.Statements[s])], ChecksOf(system, least), own.Count > 0,
                IsExact(system, from, form));
    }

    /// <summary>The statements that a range rests on, without any that it does not need.</summary>
    private static (Interval Range, List<int> From) Supported(ClaimSystem system, Enclosure enclosure, LinearForm form, Interval range)
    {
        var from = StatementsOf(system, range);
        var held = enclosure.RangeOf(form, from, Reading.Rounded);
        for (var i = 0; i < from.Count;)
        {
            var fewer = from.Where((_, at) => at != i).ToList();
            var without = enclosure.RangeOf(form, fewer, Reading.Rounded);
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

    private static bool Tightens(ClaimSystem system, Direction direction, Interval range, List<int> own)
    {
        if (range.Low is not { } low || range.High is not { } high)
        {
            return false;
        }

        return own.Exists(s => system.Statements[s].Parts.Where(p => p.Direction.Index == direction.Index)
            .Select(p => Consistency.RangeOf(p, Reading.Rounded).Through(direction.Constant, direction.Scale))
            .Any(said => said.Low is not { } least || least.Value < low.Value || said.High is not { } most || most.Value > high.Value));
    }

    private static List<int> StatementsOf(ClaimSystem system, Interval range)
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

    private static ImmutableArray<int> ChecksOf(ClaimSystem system, Interval range)
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

    /// <summary>Whether nothing was only enclosed: ratios whose quotient stands nowhere else, and products of figures that nothing else
    /// links.</summary>
    private static bool IsExact(ClaimSystem system, List<int> from, LinearForm form)
    {
        // The figure itself counts as if it were stated: what it is made of is not idle.
        var free = new Said(null, false, null, false);
        var asked = new Statement([], -1, [new StatementPart(default, form, free, free)]);
        var used = SystemParts.WithoutIdle(SystemParts.Of(
            [.. from.Select(s => system.Statements[s]), asked], system.Products.Select(static p => p.Product), []));
        var forms = used.Statements.SelectMany(static s => s.Parts.Select(static p => p.Form)).ToList();
        return used.Products.TrueForAll(p => !used.IsCoupled(p) || p.Product.Forms.All(f => f.IsConstant
            || forms.TrueForAll(u => !Overlaps(f, u) || f.Normalized().Direction.Equals(u.Normalized().Direction))));
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
