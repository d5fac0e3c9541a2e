using System.Globalization;

namespace Proforma.Engine.Distributions;

/// <summary>What parameters must satisfy. Each check gives null or the problem, so that checks chain with <c>??</c>.</summary>
internal static class Requirement
{
    /// <summary>Beyond this a square, or a product of two parameters, could overflow.</summary>
    public const double Largest = 1e150;

    public static string Show(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    public static DistributionProblem? Finite(string parameter, double value)
    {
        if (double.IsFinite(value) && Math.Abs(value) <= Largest)
        {
            return null;
        }

        return new(DistributionFault.NotFinite, parameter, $"{parameter} must be an ordinary number, but it is {Show(value)}.");
    }

    public static DistributionProblem? Positive(string parameter, double value)
    {
        DistributionProblem? problem = Finite(parameter, value);
        if (problem is not null || value > 1 / Largest)
        {
            return problem;
        }

        return new(DistributionFault.NotPositive, parameter, $"{parameter} must be above zero, but it is {Show(value)}.");
    }

    /// <summary>A spread above zero. Zero has a remedy of its own: to state no distribution.</summary>
    public static DistributionProblem? Spread(string parameter, double value)
    {
        if (value == 0)
        {
            string message = $"{parameter} is zero, so nothing is uncertain. State the value alone, without a distribution.";
            return new(DistributionFault.NotPositive, parameter, message);
        }

        return Positive(parameter, value);
    }

    public static DistributionProblem? Between(string parameter, double value, double low, double high)
    {
        if (value >= low && value <= high)
        {
            return null;
        }

        string message = $"{parameter} must lie between {Show(low)} and {Show(high)}, but it is {Show(value)}.";
        return new(DistributionFault.OutOfRange, parameter, message);
    }

    public static DistributionProblem? Ordered(string lowName, double low, string highName, double high)
    {
        if (low < high)
        {
            return null;
        }

        string message = $"{lowName} must be less than {highName}, but they are {Show(low)} and {Show(high)}.";
        return new(DistributionFault.WrongOrder, lowName, message);
    }

    public static DistributionProblem? NotAbove(string lowName, double low, string highName, double high)
    {
        if (low <= high)
        {
            return null;
        }

        string message = $"{lowName} must not exceed {highName}, but they are {Show(low)} and {Show(high)}.";
        return new(DistributionFault.WrongOrder, lowName, message);
    }

    /// <summary>Two quantiles of one distribution, in either order, from probabilities that leave something on both sides.</summary>
    public static DistributionProblem? Quantiles(QuantilePoint low, QuantilePoint high) =>
        QuantileProbability(low.Probability) ?? QuantileProbability(high.Probability)
        ?? Finite(low.Name, low.Value) ?? Finite(high.Name, high.Value)
        ?? (low.Probability < high.Probability ? Ordered(low.Name, low.Value, high.Name, high.Value) : SameProbability(low, high));

    private static DistributionProblem? QuantileProbability(double probability)
    {
        if (probability is >= 1e-6 and <= 1 - 1e-6)
        {
            return null;
        }

        string message = $"A quantile's probability must lie between 0.0001% and 99.9999%, but it is {Show(100 * probability)}%.";
        return new(DistributionFault.OutOfRange, "p", message);
    }

    private static DistributionProblem SameProbability(QuantilePoint low, QuantilePoint high) =>
        new(DistributionFault.WrongOrder, low.Name, $"Give the lower quantile first: {low.Name} stands before {high.Name}.");
}
