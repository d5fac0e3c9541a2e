using Proforma.Model.Program;

namespace Proforma.Engine.Distributions;

/// <summary>From a distribution as the plan states it to one that can be computed with.</summary>
public static class DistributionOfSpec
{
    private const double OneHalf = 0.5;

    /// <summary>The distribution, truncated by its domain, or why there is none.</summary>
    public static Validated<Distribution> Create(DistributionSpec spec)
    {
        var whole = Untruncated(spec);
        var (low, high) = spec.Domain;
        return whole.Value is null || (low is null && high is null)
            ? whole
            : Truncated.Create(whole.Value, low ?? double.NegativeInfinity, high ?? double.PositiveInfinity);
    }

    private static Validated<Distribution> Untruncated(DistributionSpec spec)
    {
        var given = new Arguments(spec);
        if (given.Quantiles is [var low, var high])
        {
            return OfQuantiles(spec.Family, low, high, given);
        }

        if (given.Quantiles.Count != 0)
        {
            return Missing("quantiles", $"{spec.Family} is fitted to two quantiles, such as p10 and p90; {given.Quantiles.Count} {(given.Quantiles.Count == 1 ? "is" : "are")} given.");
        }

        return spec.Family switch
        {
            "interval" => Normal.FromInterval(given["low"] ?? 0, given["high"] ?? 0).As<Distribution>(),
            "normal" => Need(given, "mean", "sd") ?? Normal.Create(given["mean"]!.Value, given["sd"]!.Value).As<Distribution>(),
            "lognormal" => OfLognormal(given),
            "uniform" => Need(given, "low", "high") ?? Uniform.Create(given["low"]!.Value, given["high"]!.Value).As<Distribution>(),
            "triangular" => Need(given, "low", "mode", "high") ?? Triangular.Create(given["low"]!.Value, given["mode"]!.Value, given["high"]!.Value).As<Distribution>(),
            "pert" => Need(given, "low", "mode", "high") ?? OfPert(given),
            "beta" => Need(given, "alpha", "beta") ?? Beta.Create(given["alpha"]!.Value, given["beta"]!.Value, given["low"] ?? 0, given["high"] ?? 1).As<Distribution>(),
            "gamma" => OfGamma(given),
            "student_t" => Need(given, "freedom") ?? StudentT.Create(given["freedom"]!.Value, given["location"] ?? 0, given["scale"] ?? 1).As<Distribution>(),
            "poisson" => Need(given, "mean") ?? Poisson.Create(given["mean"]!.Value).As<Distribution>(),
            "binomial" => Need(given, "trials", "probability") ?? Binomial.Create(given["trials"]!.Value, given["probability"]!.Value).As<Distribution>(),
            "bernoulli" => Need(given, "probability") ?? Bernoulli.Create(given["probability"]!.Value).As<Distribution>(),
            "discrete" => Discrete.Create(spec.Arguments.Select(static a => (a.Value, a.Weight ?? 0))).As<Distribution>(),
            "empirical" => Empirical.Create(spec.Arguments.SelectMany(static a => a.Samples)).As<Distribution>(),
            "mixture" => OfMixture(spec),
            _ => Missing("family", $"There is no distribution {spec.Family}."),
        };
    }

    private static Validated<Distribution> OfQuantiles(string family, QuantilePoint low, QuantilePoint high, Arguments given) => family switch
    {
        "normal" => Normal.FromQuantiles(low, high).As<Distribution>(),
        "lognormal" => Lognormal.FromQuantiles(low, high).As<Distribution>(),
        "uniform" => Uniform.FromQuantiles(low, high).As<Distribution>(),
        "gamma" => Gamma.FromQuantiles(low, high).As<Distribution>(),
        "beta" => Beta.FromQuantiles(low, high).As<Distribution>(),
        "student_t" => Need(given, "freedom") ?? StudentT.FromQuantiles(given["freedom"]!.Value, low, high).As<Distribution>(),
        _ => Missing("quantiles", $"{family} is stated by its parameters, not by quantiles."),
    };

    private static Validated<Distribution> OfLognormal(Arguments given)
    {
        if (given["median"] is { } median && given["sigma"] is { } sigma)
        {
            return Lognormal.FromMedian(median, sigma).As<Distribution>();
        }

        return given["mean"] is { } mean && given["sd"] is { } deviation
            ? Lognormal.FromMoments(mean, deviation).As<Distribution>()
            : Missing("median", "lognormal needs its median and sigma (the deviation of its logarithm), its mean and sd, or two quantiles.");
    }

    private static Validated<Distribution> OfPert(Arguments given)
    {
        const double usual = 4;
        if (given["shape"] is null or usual)
        {
            return Pert.Create(given["low"]!.Value, given["mode"]!.Value, given["high"]!.Value).As<Distribution>();
        }

        var (low, mode, high, shape) = (given["low"]!.Value, given["mode"]!.Value, given["high"]!.Value, given["shape"]!.Value);
        return shape > 0 && low <= mode && mode <= high && low < high
            ? Beta.Create(1 + (shape * (mode - low) / (high - low)), 1 + (shape * (high - mode) / (high - low)), low, high).As<Distribution>()
            : Missing("shape", "pert runs from low over mode to high, in this order, with a shape above zero.");
    }

    private static Validated<Distribution> OfGamma(Arguments given)
    {
        if (given["shape"] is { } shape && given["scale"] is { } scale)
        {
            return Gamma.Create(shape, scale).As<Distribution>();
        }

        return given["mean"] is { } mean && given["sd"] is { } deviation
            ? Gamma.FromMoments(mean, deviation).As<Distribution>()
            : Missing("shape", "gamma needs its shape and scale, its mean and sd, or two quantiles.");
    }

    private static Validated<Distribution> OfMixture(DistributionSpec spec)
    {
        var parts = new List<(double, Distribution)>();
        foreach (var argument in spec.Arguments)
        {
            var part = Create(argument.Nested ?? new DistributionSpec("", []));
            if (part.Value is null)
            {
                return part;
            }

            parts.Add((argument.Weight ?? OneHalf, part.Value));
        }

        return Mixture.Create(parts);
    }

    private static Validated<Distribution>? Need(Arguments given, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (given[name] is null)
            {
                return Missing(name, name == "mean" && given.Family == "normal"
                    ? "normal takes its mean from the point in front of `~`; without a point, state it: normal(mean: …, sd: …)."
                    : $"{given.Family} needs its {name}.");
            }
        }

        return null;
    }

    private static Validated<Distribution> Missing(string parameter, string message) => new DistributionProblem(DistributionFault.NotFinite, parameter, message);

    /// <summary>The stated arguments by name, the quantiles (p10, p99_9) apart and in order.</summary>
    private sealed class Arguments(DistributionSpec spec)
    {
        public string Family => spec.Family;

        public List<QuantilePoint> Quantiles { get; } =
            [.. spec.Arguments.Where(static a => IsQuantile(a.Name)).Select(static a => new QuantilePoint(Probability(a.Name!), a.Value)).OrderBy(static q => q.Probability)];

        public double? this[string name] => spec.Arguments.FirstOrDefault(a => a.Name == name)?.Value;

        private static bool IsQuantile(string? name) => name is { Length: > 1 } && name[0] == 'p' && char.IsAsciiDigit(name[1]);

        private static double Probability(string name) => double.Parse(name[1..].Replace('_', '.'), System.Globalization.CultureInfo.InvariantCulture) / 100;
    }
}
