using Proforma.Engine.Distributions;
using Proforma.Model.Program;

namespace Proforma.Engine.Sensitivity;

/// <summary>How far a tornado moves a driver down and up. A closed hierarchy.</summary>
public abstract record TornadoRange
{
    private protected TornadoRange()
    {
    }

    /// <summary>The two values that take the place of one; null where the range says nothing about it, and it stays.</summary>
    internal abstract (double Low, double High)? Of(double value, Distribution? distribution);

    /// <summary>To two quantiles of the distribution that the plan states; inputs without one stay as they are.</summary>
    /// <param name="LowProbability">That of the low end.</param>
    /// <param name="HighProbability">That of the high end.</param>
    public sealed record Quantiles(double LowProbability = 0.1, double HighProbability = 0.9) : TornadoRange
    {
        internal override (double Low, double High)? Of(double value, Distribution? distribution) =>
            distribution is null ? null : (distribution.Quantile(LowProbability), distribution.Quantile(HighProbability));
    }

    /// <summary>By standard deviations of the distribution that the plan states, from the point, and no further than it reaches.</summary>
    /// <param name="Count">How many.</param>
    public sealed record Deviations(double Count = 1) : TornadoRange
    {
        internal override (double Low, double High)? Of(double value, Distribution? distribution) =>
            distribution is { StandardDeviation: var deviation } && double.IsFinite(deviation)
                ? (Math.Max(value - (Count * deviation), Math.Min(value, distribution.Minimum)),
                    Math.Min(value + (Count * deviation), Math.Max(value, distribution.Maximum)))
                : null;
    }

    /// <summary>By a share of the value's magnitude.</summary>
    /// <param name="Share">0.1 for a tenth.</param>
    public sealed record Relative(double Share) : TornadoRange
    {
        internal override (double Low, double High)? Of(double value, Distribution? distribution) =>
            (value - (Share * Math.Abs(value)), value + (Share * Math.Abs(value)));
    }

    /// <summary>By a number, such as a percentage point.</summary>
    /// <param name="By">In base units.</param>
    public sealed record Shift(double By) : TornadoRange
    {
        internal override (double Low, double High)? Of(double value, Distribution? distribution) => (value - By, value + By);
    }

    /// <summary>To two values.</summary>
    /// <param name="Low">In base units.</param>
    /// <param name="High">In base units.</param>
    public sealed record Between(double Low, double High) : TornadoRange
    {
        internal override (double Low, double High)? Of(double value, Distribution? distribution) => (Low, High);
    }
}
