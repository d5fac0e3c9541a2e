using Proforma.Engine.Statistics;

namespace Proforma.Engine.Sensitivity;

/// <summary>The share of an output's variance that a factor explains.</summary>
/// <param name="First">Alone: by how much the variance would fall if the factor were known. About 0 to 1; the estimate may stray a little.</param>
/// <param name="FirstStandardError">The standard error of the first-order index.</param>
/// <param name="Total">With all its interactions: what would remain of the variance if all others were known. At least 0.</param>
/// <param name="TotalStandardError">The standard error of the total index.</param>
public readonly record struct SobolIndex(double First, double FirstStandardError, double Total, double TotalStandardError);

/// <summary>The variance of one output and the indices of all factors.</summary>
/// <param name="Trials">In how many trials all evaluations had a value.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Variance">The variance.</param>
/// <param name="Factors">One index for each factor; NaN where the output does not vary.</param>
public sealed record SobolOutput(long Trials, double Mean, double Variance, IReadOnlyList<SobolIndex> Factors);

/// <summary>
/// Variance-based sensitivity (Sobol 1993): first-order indices by the estimator of Saltelli et al. 2010, total indices by that of
/// Jansen 1999, from two independent draws and one exchange for each factor.
/// </summary>
/// <remarks>
/// Costs factors + 2 evaluations a trial. Units are computed on several threads; sums over a unit are put together exactly, so that the
/// result does not depend on them. Standard errors take the variance as known.
/// </remarks>
public static class SobolIndices
{
    /// <summary>Estimates the indices of all factors for all outputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="trials">How many trials; at least 2.</param>
    /// <param name="cancellation">Interrupts with an <see cref="OperationCanceledException"/>.</param>
    public static IReadOnlyList<SobolOutput> Of(IFactorModel model, long trials, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 2);
        const int Unit = SampleAccumulator.UnitLength;
        var units = (trials + Unit - 1) / Unit;
        var sums = Enumerable.Range(0, model.Outputs).Select(_ => new OutputSums(model.Factors)).ToArray();

        // What all values are measured from, so that little cancels: the means of the first unit.
        var centres = Centres(model, (int)Math.Min(trials, Unit));
        Parallel.For(0L, units, new ParallelOptions { CancellationToken = cancellation }, unit =>
        {
            var results = new FactorResults(model.Factors, model.Outputs, (int)Math.Min(Unit, trials - (unit * Unit)));
            model.Evaluate(unit, results);
            for (var o = 0; o < sums.Length; o++)
            {
                var part = new OutputSums(model.Factors);
                part.Add(results, o, centres[o]);
                lock (sums[o])
                {
                    sums[o].Merge(part);
                }
            }
        });
        return [.. sums.Select((sum, o) => sum.Result(centres[o]))];
    }

    private static double[] Centres(IFactorModel model, int trials)
    {
        var results = new FactorResults(model.Factors, model.Outputs, trials);
        model.Evaluate(0, results);
        var centres = new double[model.Outputs];
        for (var o = 0; o < centres.Length; o++)
        {
            var values = results.First(o).ToArray().Where(double.IsFinite).ToArray();
            centres[o] = values.Length == 0 ? 0 : values.Average();
        }

        return centres;
    }

    /// <summary>Sums of one output over trials: exact over units, of doubles within one.</summary>
    private sealed class OutputSums(int factors)
    {
        private const int OfOutput = 3, OfFactor = 4;

        private static readonly SobolIndex None = new(double.NaN, double.NaN, double.NaN, double.NaN);
        private readonly ExactSum[] _sums = [.. Enumerable.Range(0, OfOutput + (OfFactor * factors)).Select(static _ => new ExactSum())];
        private long _trials;

        public void Add(FactorResults results, int output, double centre)
        {
            var sums = new double[_sums.Length];
            var first = results.First(output);
            var second = results.Second(output);
            for (var t = 0; t < results.Trials; t++)
            {
                if (!IsWhole(results, output, t))
                {
                    continue;
                }

                _trials++;
                var (a, b) = (first[t] - centre, second[t] - centre);
                sums[0] += a + b;
                sums[1] += (a * a) + (b * b);
                for (var i = 0; i < factors; i++)
                {
                    var exchanged = results.Exchanged(i, output)[t] - centre;
                    var alone = b * (exchanged - a);
                    var total = (a - exchanged) * (a - exchanged) / 2;
                    sums[OfOutput + (OfFactor * i)] += alone;
                    sums[OfOutput + (OfFactor * i) + 1] += alone * alone;
                    sums[OfOutput + (OfFactor * i) + 2] += total;
                    sums[OfOutput + (OfFactor * i) + 3] += total * total;
                }
            }

            for (var i = 0; i < sums.Length; i++)
            {
                _sums[i].Add(1, double.IsFinite(sums[i]) ? sums[i] : 0);
                _sums[2].Add(1, double.IsFinite(sums[i]) ? 0 : 1);
            }
        }

        public void Merge(OutputSums other)
        {
            _trials += other._trials;
            for (var i = 0; i < _sums.Length; i++)
            {
                _sums[i].Add(other._sums[i]);
            }
        }

        public SobolOutput Result(double centre)
        {
            if (_trials < 2 || !_sums[2].Value().Mantissa.IsZero)
            {
                return new SobolOutput(_trials, double.NaN, double.NaN, [.. Enumerable.Repeat(None, factors)]);
            }

            var mean = _sums[0].Value().Over(2 * _trials);
            var variance = _sums[1].Value().Over(2 * _trials) - (mean * mean);
            return new SobolOutput(_trials, centre + mean, variance, [.. Enumerable.Range(0, factors).Select(i => Index(i, variance))]);
        }

        private SobolIndex Index(int factor, double variance)
        {
            if (!(variance > 0))
            {
                return None;
            }

            var at = OfOutput + (OfFactor * factor);
            var (first, firstError) = MeanAndError(at);
            var (total, totalError) = MeanAndError(at + 2);
            return new SobolIndex(first / variance, firstError / variance, total / variance, totalError / variance);
        }

        private (double Mean, double Error) MeanAndError(int at)
        {
            var mean = _sums[at].Value().Over(_trials);
            var square = _sums[at + 1].Value().Over(_trials);
            return (mean, Math.Sqrt(Math.Max(0, square - (mean * mean)) / (_trials - 1)));
        }

        private bool IsWhole(FactorResults results, int output, int trial)
        {
            var whole = double.IsFinite(results.First(output)[trial]) && double.IsFinite(results.Second(output)[trial]);
            for (var i = 0; whole && i < factors; i++)
            {
                whole = double.IsFinite(results.Exchanged(i, output)[trial]);
            }

            return whole;
        }
    }
}
