using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>
/// Makes independent standard normal scores correlated. Each stays standard normal, so the quantities keep their own distributions,
/// however unlike they are, and have the rank correlations that were stated.
/// </summary>
public sealed class GaussianCopula
{
    private readonly double[,] _factor;

    private GaussianCopula(double[,] factor, CorrelationMatrix correlation)
    {
        _factor = factor;
        Correlation = correlation;
    }

    /// <summary>The correlations of the scores.</summary>
    public CorrelationMatrix Correlation { get; }

    /// <summary>The copula with the given rank correlations between continuous quantities.</summary>
    /// <param name="rankCorrelations">Spearman's coefficients, a square array with ones on the diagonal.</param>
    /// <param name="nearest">If they contradict one another, the rank correlations to offer instead; otherwise null.</param>
    /// <remarks>Scores need <c>2 sin(π ρ / 6)</c> for a rank correlation of ρ (Pearson, 1907).</remarks>
    public static Validated<GaussianCopula> Create(double[,] rankCorrelations, out CorrelationMatrix? nearest)
    {
        Validated<CorrelationMatrix> matrix = CorrelationMatrix.Create(rankCorrelations, ScoreCorrelation, RankCorrelation, out nearest);
        return matrix.IsValid ? new GaussianCopula(matrix.Value.Factor()!, matrix.Value) : matrix.Problem;
    }

    /// <summary>Correlates independent standard normal scores in place.</summary>
    /// <param name="scores">The scores of the first quantity, then of the second, and so on, of as many trials each.</param>
    public void Correlate(Span<double> scores)
    {
        int count = Correlation.Count;
        (int trials, int rest) = Math.DivRem(scores.Length, count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rest, 0, nameof(scores));

        // From the last quantity up: each needs the independent scores of those before it.
        for (int row = count - 1; row >= 0; row--)
        {
            Span<double> target = scores.Slice(row * trials, trials);
            LinearCombination.Scale(target, _factor[row, row]);
            for (int column = 0; column < row; column++)
            {
                if (_factor[row, column] != 0)
                {
                    LinearCombination.AddScaled(target, scores.Slice(column * trials, trials), _factor[row, column]);
                }
            }
        }
    }

    /// <summary>The correlation that normal scores need for a rank correlation: <c>2 sin(π ρ / 6)</c>.</summary>
    internal static double ScoreCorrelation(double rank) => Math.Abs(rank) == 1 ? rank : 2 * Sine(Math.PI / 6 * rank);

    /// <summary>The rank correlation of normal scores with a correlation.</summary>
    internal static double RankCorrelation(double score)
    {
        if (Math.Abs(score) == 1)
        {
            return score;
        }

        // Newton's method for the arc sine; its slope lies between 0.9 and 1.05 everywhere.
        double rank = score;
        for (int i = 0; i < 8; i++)
        {
            double angle = Math.PI / 6 * rank;
            double sine = Sine(angle);
            rank -= ((2 * sine) - score) / (Math.PI / 3 * Math.Sqrt(1 - (sine * sine)));
        }

        return Math.Clamp(rank, -1, 1);
    }

    // The series of the sine, for at most π/6, where ten terms are more than enough. The platform's own may differ between machines.
    private static double Sine(double x)
    {
        double sum = 0;
        for (int k = 9; k >= 1; k--)
        {
            sum = (sum + 1) * (-x * x / (2 * k * ((2 * k) + 1)));
        }

        return x + (x * sum);
    }
}
