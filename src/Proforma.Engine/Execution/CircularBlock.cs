using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution;

/// <summary>
/// The equations of a wanted cycle in one step: x = G(x), where x are the cells at which the cycle is cut and G is one sweep over
/// the block's cells in order. Linear equations are solved exactly by elimination, with refinement and a check of the residual;
/// others by Newton's method and then by damped substitution, to a stated tolerance. What has no solution fails; no number stays
/// behind that does not solve the equations.
/// </summary>
internal sealed class CircularBlock(PlanState state, CellOperands operands, int step, double tolerance)
{
    private const int MaxUnknowns = 200, MaxSubstitutions = 500, MaxNewton = 50, MaxHalvings = 12, MaxRefinements = 5, MaxSettling = 8;

    /// <summary>Differences this small, in base units, are nothing: they keep a solution of zero from never being near enough.</summary>
    private const double Nothing = 1e-12;

    private readonly List<(int Slot, Rule Rule, int Row, long Cell, bool IsCut)> _cells = [];
    private readonly List<long> _unknowns = [];
    private readonly List<double> _guess = [];
    private readonly Dictionary<long, CellValue> _stated = [];

    /// <summary>Adds a cell that a formula computes, in the order of a sweep.</summary>
    public void Add(int slot, Rule rule, int row, bool isCut, double guess)
    {
        var cell = state.Layout.CellOf(slot, row, step);
        _cells.Add((slot, rule, row, cell, isCut));
        if (isCut)
        {
            _unknowns.Add(cell);
            _guess.Add(double.IsFinite(guess) ? guess : 0);
        }
    }

    public void Solve(CancellationToken cancellation)
    {
        if (TryStart(out var x, out var g) && x.Length > 0)
        {
            var failure = FindSolution(ref x, ref g, cancellation);
            if (failure != FailureKind.None)
            {
                Fail(failure);
            }
        }
    }

    private FailureKind FindSolution(ref double[] x, ref double[] g, CancellationToken cancellation)
    {
        // Clauses may leave no cycle in this step: then a few sweeps settle, to the last bit, wherever they start.
        var elsewhere = Array.ConvertAll(x, static v => v + Math.Max(1, Math.Abs(v)));
        if (TrySettle(elsewhere, out var settled) && TrySettle(x, out var again) && settled.AsSpan().SequenceEqual(again))
        {
            return FailureKind.None;
        }

        (x, g) = (Free(_guess), []);
        if (!TrySweep(x, out g))
        {
            x = Array.ConvertAll(x, static _ => 1.0);
            if (!TrySweep(x, out g))
            {
                return FailureKind.NoConvergence;
            }
        }

        var start = x;
        if (x.Length <= MaxUnknowns)
        {
            var linear = TrySolveLinear(ref x, ref g);
            if (linear != FailureKind.NoConvergence)
            {
                return linear;
            }

            if (TryNewton(start, cancellation))
            {
                return FailureKind.None;
            }
        }

        return TrySubstitute(start, 1, cancellation) || TrySubstitute(start, 0.5, cancellation) || TrySubstitute(start, 0.1, cancellation)
            ? FailureKind.None
            : FailureKind.NoConvergence;
    }

    private bool TrySettle(double[] x, out double[] settled)
    {
        settled = x;
        for (var i = 0; i < Math.Min(x.Length + 2, MaxSettling); i++)
        {
            if (!TrySweep(settled, out var g))
            {
                return false;
            }

            if (settled.AsSpan().SequenceEqual(g))
            {
                return true;
            }

            settled = g;
        }

        return false;
    }

    /// <summary>Finds a start at which the block has numbers. Cells that are blank or unknown whatever the guess keep that state.</summary>
    private bool TryStart(out double[] x, out double[] g)
    {
        double[] fallbacks = [double.NaN, 0, 1];
        var fallback = 0;
        while (true)
        {
            x = Free(_guess);
            if (fallback > 0)
            {
                Array.Fill(x, fallbacks[fallback]);
            }

            if (TrySweep(x, out g))
            {
                _guess.Clear();
                _guess.AddRange(x);
                return true;
            }

            var free = _unknowns.Where(cell => !_stated.ContainsKey(cell)).ToArray();
            var given = free.Where(cell => state[cell].State is CellState.Blank or CellState.Unknown).ToArray();
            if (given.Length == 0 && fallback < fallbacks.Length - 1)
            {
                fallback++;
                continue;
            }

            if (given.Length == 0)
            {
                given = [free.First(cell => !state[cell].IsValue)];
                fallback = 0;
            }

            foreach (var cell in given)
            {
                _guess.RemoveAt(Array.IndexOf([.. _unknowns.Where(c => !_stated.ContainsKey(c))], cell));
                _stated.Add(cell, state[cell]);
            }
        }
    }

    private FailureKind TrySolveLinear(ref double[] x, ref double[] g)
    {
        var origin = x;
        var size = x.Length;
        var steps = new double[size];
        for (var j = 0; j < size; j++)
        {
            steps[j] = Math.Max(1, Math.Max(Math.Abs(x[j]), Math.Abs(g[j])));
        }

        if (Slopes(x, g, steps) is not { } slopes || !IsLinear(x, g, steps, slopes))
        {
            return FailureKind.NoConvergence;
        }

        if (LinearSystem.Factor(IdentityMinus(slopes, steps)) is not { } system)
        {
            return FailureKind.NoUniqueSolution;
        }

        var best = double.PositiveInfinity;
        for (var i = 0; i < MaxRefinements; i++)
        {
            var next = Plus(x, Move(system, x, g, steps), 1);
            if (!TrySweep(next, out var image))
            {
                break;
            }

            var error = Error(next, image, origin);
            if (!(error < best))
            {
                break;
            }

            (x, g, best) = (next, image, error);
        }

        return best <= tolerance && TrySweep(x, out g) ? FailureKind.None : FailureKind.NoConvergence;
    }

    /// <summary>Whether moving along all axes at once, and the other way, does what the single moves add up to.</summary>
    private bool IsLinear(double[] x, double[] g, double[] steps, double[,] slopes)
    {
        foreach (var sign in (ReadOnlySpan<double>)[1, -0.5])
        {
            if (!TrySweep(Plus(x, steps, sign), out var image))
            {
                return false;
            }

            for (var i = 0; i < x.Length; i++)
            {
                var expected = g[i];
                var size = Math.Abs(g[i]);
                for (var j = 0; j < x.Length; j++)
                {
                    expected += slopes[i, j] * steps[j] * sign;
                    size = Math.Max(size, Math.Abs(slopes[i, j] * steps[j]));
                }

                if (!(Math.Abs(image[i] - expected) <= (1e-9 * size) + Nothing))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool TryNewton(double[] start, CancellationToken cancellation)
    {
        var x = start;
        if (!TrySweep(x, out var g))
        {
            return false;
        }

        Func<double[], double[], double[]>? lastMove = null;
        for (var i = 0; i < MaxNewton; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Error(x, g, start) <= tolerance)
            {
                return TrySweep(Refined(x, g, start, lastMove), out _);
            }

            var steps = Array.ConvertAll(x, static v => 1e-7 * Math.Max(1, Math.Abs(v)));
            if (Slopes(x, g, steps) is not { } slopes || LinearSystem.Factor(IdentityMinus(slopes, steps)) is not { } system)
            {
                return false;
            }

            lastMove = (at, image) => Move(system, at, image, steps);
            var move = lastMove(x, g);
            var error = Error(x, g, start);
            var share = 1.0;
            for (var half = 0; ; half++, share /= 2)
            {
                var next = Plus(x, move, share);
                if (TrySweep(next, out var image) && Error(next, image, start) < error)
                {
                    (x, g) = (next, image);
                    break;
                }

                if (half == MaxHalvings)
                {
                    return false;
                }
            }
        }

        return false;
    }

    /// <summary>A solution within the tolerance, brought as near as a few more of the last moves do, so that books balance to the last digits.</summary>
    private double[] Refined(double[] x, double[] g, double[] start, Func<double[], double[], double[]>? move)
    {
        for (var i = 0; move is not null && i < MaxRefinements; i++)
        {
            var next = Plus(x, move(x, g), 1);
            if (!TrySweep(next, out var image) || !(Error(next, image, start) < Error(x, g, start)))
            {
                break;
            }

            (x, g) = (next, image);
        }

        return x;
    }

    private bool TrySubstitute(double[] start, double share, CancellationToken cancellation)
    {
        var x = start;
        for (var i = 0; i < MaxSubstitutions; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!TrySweep(x, out var g))
            {
                return false;
            }

            if (Error(x, g, start) <= tolerance)
            {
                return TrySweep(Refined(x, g, start, (at, image) => [.. Minus(image, at).Select(d => share * d)]), out _);
            }

            x = Plus(x, Minus(g, x), share);
        }

        return false;
    }

    /// <summary>The largest difference between x and G(x), each relative to its own size.</summary>
    private static double Error(double[] x, double[] g, double[] start)
    {
        var worst = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var difference = Math.Abs(g[i] - x[i]);
            var size = Math.Max(Math.Max(Math.Abs(x[i]), Math.Abs(g[i])), Nothing * Math.Max(1, Math.Abs(start[i])));
            worst = Math.Max(worst, difference <= Nothing ? 0 : difference / size);
        }

        return worst;
    }

    /// <summary>The change of each unknown's image per unit of each unknown; null where a probe has no number.</summary>
    private double[,]? Slopes(double[] x, double[] g, double[] steps)
    {
        var slopes = new double[x.Length, x.Length];
        for (var j = 0; j < x.Length; j++)
        {
            var probe = (double[])x.Clone();
            probe[j] += steps[j];
            if (!TrySweep(probe, out var image))
            {
                return null;
            }

            for (var i = 0; i < x.Length; i++)
            {
                slopes[i, j] = (image[i] - g[i]) / (probe[j] - x[j]);
            }
        }

        return slopes;
    }

    /// <summary>Sets the unknowns, computes the block's cells in order, and gives the unknowns' new values; false where one has none.</summary>
    private bool TrySweep(double[] x, out double[] g)
    {
        var free = 0;
        foreach (var cell in _unknowns)
        {
            state.Cells[cell] = _stated.TryGetValue(cell, out var given) ? given.Raw : x[free++];
        }

        foreach (var (slot, rule, row, cell, isCut) in _cells)
        {
            if (!isCut || !_stated.ContainsKey(cell))
            {
                state.Cells[cell] = operands.Evaluate(slot, rule, row, step).Raw;
            }
        }

        g = Free([.. _unknowns.Where(cell => !_stated.ContainsKey(cell)).Select(cell => state.Cells[cell])]);
        return g.All(double.IsFinite);
    }

    private void Fail(FailureKind kind)
    {
        var failed = CellValue.Failed(kind, _unknowns.First(cell => !_stated.ContainsKey(cell)));
        foreach (var cell in _unknowns.Where(cell => !_stated.ContainsKey(cell)).ToArray())
        {
            _stated.Add(cell, failed);
        }

        TrySweep([], out _);
    }

    private static double[] Free(List<double> values) => [.. values];

    private static double[] Minus(double[] a, double[] b) => [.. a.Zip(b, static (p, q) => p - q)];

    private static double[] Plus(double[] a, double[] b, double share) => [.. a.Zip(b, (p, q) => p + (share * q))];

    private static double[] Move(LinearSystem system, double[] x, double[] g, double[] sizes)
    {
        var scaled = system.Solve([.. Minus(g, x).Zip(sizes, static (difference, size) => difference / size)]);
        return [.. scaled.Zip(sizes, static (move, size) => move * size)];
    }

    // In units of each unknown's own size, so that entries can be compared with the identity and with each other.
    private static double[,] IdentityMinus(double[,] slopes, double[] sizes)
    {
        var size = sizes.Length;
        var result = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                result[i, j] = (i == j ? 1 : 0) - (slopes[i, j] * sizes[j] / sizes[i]);
            }
        }

        return result;
    }
}
