using Proforma.Engine.Distributions;

namespace Proforma.Engine.Tests.Distributions;

/// <summary>Distributions made from parameters that must be good.</summary>
internal static class Made
{
    public static T Of<T>(Validated<T> result)
        where T : class => result.Value ?? throw new InvalidOperationException(result.Problem!.Message);

    public static Distribution Of(string family, params double[] p) => family switch
    {
        "normal" => Of(Normal.Create(p[0], p[1])),
        "lognormal" => Of(Lognormal.Create(p[0], p[1])),
        "uniform" => Of(Uniform.Create(p[0], p[1])),
        "triangular" => Of(Triangular.Create(p[0], p[1], p[2])),
        "pert" => Of(Pert.Create(p[0], p[1], p[2])),
        "beta" => Of(Beta.Create(p[0], p[1])),
        "gamma" => Of(Gamma.Create(p[0], p[1])),
        "student_t" => Of(StudentT.Create(p[0], p[1], p[2])),
        "poisson" => Of(Poisson.Create(p[0])),
        "binomial" => Of(Binomial.Create(p[0], p[1])),
        "bernoulli" => Of(Bernoulli.Create(p[0])),
        _ => throw new ArgumentException(family, nameof(family)),
    };

    public static Distribution Discrete(params (double Value, double Weight)[] outcomes) => Of(Engine.Distributions.Discrete.Create(outcomes));

    public static Distribution Empirical(params double[] observations) => Of(Engine.Distributions.Empirical.Create(observations));

    public static Distribution Mixture(params (double Weight, Distribution Part)[] parts) => Of(Engine.Distributions.Mixture.Create(parts));

    public static Distribution Truncated(Distribution inner, double low, double high) =>
        Of(Engine.Distributions.Truncated.Create(inner, low, high));

    /// <summary>One or more of every family, ordinary and awkward.</summary>
    public static IReadOnlyDictionary<string, Distribution> Everything { get; } = new Dictionary<string, Distribution>(StringComparer.Ordinal)
    {
        ["normal"] = Of("normal", 0.255, 0.015),
        ["lognormal"] = Of("lognormal", -3.3, 0.12),
        ["lognormal, wide"] = Of("lognormal", 2, 1.5),
        ["uniform"] = Of("uniform", 0.45, 0.6),
        ["triangular"] = Of("triangular", 0.008, 0.015, 0.03),
        ["triangular, falling"] = Of("triangular", 0, 0, 4),
        ["pert"] = Of("pert", 0.02, 0.03, 0.06),
        ["beta"] = Of("beta", 2, 3),
        ["beta, U-shaped"] = Of("beta", 0.5, 0.4),
        ["beta, steep"] = Of("beta", 0.05, 3),
        ["gamma"] = Of("gamma", 2.5, 1.5),
        ["gamma, steep"] = Of("gamma", 0.1, 3),
        ["gamma, large"] = Of("gamma", 1e6, 0.001),
        ["student_t"] = Of("student_t", 4, 0.1, 0.02),
        ["student_t, heavy"] = Of("student_t", 1.5, 0, 1),
        ["student_t, light"] = Of("student_t", 1e6, 0, 1),
        ["poisson"] = Of("poisson", 3.7),
        ["poisson, large"] = Of("poisson", 2e6),
        ["binomial"] = Of("binomial", 40, 0.3),
        ["bernoulli"] = Of("bernoulli", 0.3),
        ["discrete"] = Discrete((20, 1), (-5, 2.5), (7, 0.5)),
        ["empirical"] = Empirical(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5),
        ["mixture"] = Mixture((0.8, Of("normal", 10, 1)), (0.2, Of("normal", 30, 2))),
        ["mixture, with a jump"] = Mixture((0.7, Of("lognormal", 1, 0.4)), (0.3, Discrete((0, 1)))),
        ["mixture, discrete"] = Mixture((0.7, Of("poisson", 2)), (0.3, Of("poisson", 9))),
        ["truncated normal"] = Truncated(Of("normal", 1, 2), 0, 3),
        ["truncated lognormal, upper tail"] = Truncated(Of("lognormal", 0, 0.5), 3, double.PositiveInfinity),
        ["truncated triangular"] = Truncated(Of("triangular", 1, 2, 4), 1.5, 3),
        ["truncated student_t"] = Truncated(Of("student_t", 3, 0, 1), -1, double.PositiveInfinity),
        ["truncated poisson"] = Truncated(Of("poisson", 6), 3, 8),
        ["truncated empirical"] = Truncated(Empirical(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5), 2.5, 5.5),
        ["truncated mixture"] = Truncated(Mixture((0.8, Of("normal", 10, 1)), (0.2, Of("normal", 30, 2))), 9, 40),
    };

    /// <summary>The map of each of them, made once for all tests.</summary>
    public static IReadOnlyDictionary<string, Lazy<ScoreMap>> Maps { get; } =
        Everything.ToDictionary(p => p.Key, p => new Lazy<ScoreMap>(p.Value.ToScoreMap), StringComparer.Ordinal);
}
