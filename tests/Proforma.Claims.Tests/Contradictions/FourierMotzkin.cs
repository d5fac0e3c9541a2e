using System.Numerics;

namespace Proforma.Claims.Tests.Contradictions;

/// <summary>
/// Whether linear inequalities can hold, by eliminating one unknown after the other (Fourier 1826, Motzkin 1936) in big integers: the
/// oracle for the simplex, with which it shares nothing.
/// </summary>
internal sealed class FourierMotzkin(int unknowns)
{
    private readonly List<(BigInteger[] Row, bool Strict)> _rows = [];

    /// <summary>Adds Σ factors·x ≥ bound (more than, when strict).</summary>
    public void AtLeast(int[] factors, int bound, bool strict = false) =>
        _rows.Add(([.. factors.Select(static f => (BigInteger)f), -bound], strict));

    public bool IsFeasible()
    {
        var rows = Distinct(_rows);
        for (var unknown = 0; unknown < unknowns; unknown++)
        {
            var (lower, upper) = (rows.Where(r => r.Row[unknown].Sign > 0).ToList(), rows.Where(r => r.Row[unknown].Sign < 0).ToList());
            var next = rows.Where(r => r.Row[unknown].IsZero).ToList();
            foreach (var (up, strictUp) in lower)
            {
                foreach (var (down, strictDown) in upper)
                {
                    var (a, b) = (up[unknown], -down[unknown]);
                    next.Add(([.. up.Select((x, i) => (x * b) + (down[i] * a))], strictUp || strictDown));
                }
            }

            rows = Distinct(next);
        }

        return rows.TrueForAll(static r => r.Strict ? r.Row[^1].Sign > 0 : r.Row[^1].Sign >= 0);
    }

    /// <summary>Rows with the same factors: only the tightest counts.</summary>
    private static List<(BigInteger[] Row, bool Strict)> Distinct(List<(BigInteger[] Row, bool Strict)> rows)
    {
        var kept = new Dictionary<string, (BigInteger[] Row, bool Strict)>(StringComparer.Ordinal);
        foreach (var (row, strict) in rows)
        {
            var divisor = row[..^1].Aggregate(BigInteger.Zero, static (g, x) => BigInteger.GreatestCommonDivisor(g, x));
            divisor = divisor.IsZero ? BigInteger.One : divisor;
            var key = string.Join(' ', row[..^1].Select(x => x / divisor));

            // Row/divisor has the constant row[^1]/divisor, compared crosswise.
            if (!kept.TryGetValue(key, out var known))
            {
                kept.Add(key, (row, strict));
                continue;
            }

            var other = known.Row[..^1].Aggregate(BigInteger.Zero, static (g, x) => BigInteger.GreatestCommonDivisor(g, x));
            other = other.IsZero ? BigInteger.One : other;
            var order = (row[^1] * other).CompareTo(known.Row[^1] * divisor);
            if (order < 0 || (order == 0 && strict))
            {
                kept[key] = (row, strict);
            }
        }

        return [.. kept.Values];
    }
}
