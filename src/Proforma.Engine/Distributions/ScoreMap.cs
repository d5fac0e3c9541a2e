namespace Proforma.Engine.Distributions;

/// <summary>Turns blocks of scores into draws of one distribution, never reversing their order.</summary>
/// <remarks>
/// Every track maps the same score through its own map: common random numbers. A score gives the same bits alone or in a block, and
/// for any vector width. Source and target have equal lengths and may be the same memory.
/// </remarks>
public abstract class ScoreMap
{
    private protected ScoreMap()
    {
    }

    /// <summary>
    /// The greatest difference from the exact quantile, relative to the value's size plus half the width of the middle 95%.
    /// </summary>
    public virtual double Error => 1e-14;

    /// <summary>Maps uniform scores.</summary>
    public abstract void FromUniform(ReadOnlySpan<double> scores, Span<double> draws);

    /// <summary>Maps standard normal scores.</summary>
    public abstract void FromNormal(ReadOnlySpan<double> scores, Span<double> draws);

    /// <summary>Maps scores of the stated kind.</summary>
    public void From(ScoreKind kind, ReadOnlySpan<double> scores, Span<double> draws)
    {
        if (kind == ScoreKind.Uniform)
        {
            FromUniform(scores, draws);
        }
        else
        {
            FromNormal(scores, draws);
        }
    }
}
