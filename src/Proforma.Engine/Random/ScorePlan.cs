using Proforma.Engine.Numerics;

namespace Proforma.Engine.Random;

/// <summary>Which scores a run uses: the method, the seed and, for Latin hypercubes, the number of trials.</summary>
/// <param name="Method">How trials cover what may happen.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Trials">The number of trials. Only Latin hypercubes depend on it.</param>
/// <remarks>
/// A score is a pure function of these, the stream's key and the trial. So any range of trials can be drawn by itself, and adding an
/// input never changes the scores of another.
/// </remarks>
public readonly record struct ScorePlan(SamplingMethod Method, ulong Seed, long Trials)
{
    /// <summary>The most trials of a run.</summary>
    public const long MostTrials = 1L << 31;

    /// <summary>Fills uniform scores of a unit's first trials.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="dimension">
    /// For Sobol points the place of this draw among those that belong together, such as the period of a noise; otherwise its number is
    /// part of the key.
    /// </param>
    /// <param name="unit">Which unit of 1,024 trials.</param>
    /// <param name="scores">Receives the scores, at most 1,024, and for a Latin hypercube none beyond the last trial.</param>
    public void FillUniform(StreamKey key, int dimension, long unit, Span<double> scores)
    {
        switch (Method)
        {
            case SamplingMethod.LatinHypercube:
                LatinHypercube.FillUniform(KeyOf(key, dimension), Seed, Trials, unit, scores);
                break;
            case SamplingMethod.Sobol:
                SobolPoints.FillUniform(key, dimension, Seed, unit, scores);
                break;
            default:
                ScoreStream.FillUniform(KeyOf(key, dimension), Seed, unit, scores);
                break;
        }
    }

    /// <summary>Fills standard normal scores: of random trials directly, otherwise as quantiles of the uniform scores.</summary>
    /// <inheritdoc cref="FillUniform" path="/param"/>
    public void FillNormal(StreamKey key, int dimension, long unit, Span<double> scores)
    {
        if (Method == SamplingMethod.Random)
        {
            ScoreStream.FillNormal(KeyOf(key, dimension), Seed, unit, scores);
            return;
        }

        FillUniform(key, dimension, unit, scores);
        Elementary.NormalQuantile(scores, scores);
    }

    private static StreamKey KeyOf(StreamKey key, int dimension) => dimension == 0 ? key : key.With(dimension);
}
