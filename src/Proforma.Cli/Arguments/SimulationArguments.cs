using System.Collections.Immutable;
using System.Globalization;
using Proforma.Engine.Random;
using Proforma.Language;

namespace Proforma.Cli.Arguments;

/// <summary>Reads the options of simulations that are no plain numbers or names.</summary>
internal static class SimulationArguments
{
    /// <summary>How the methods of sampling are called.</summary>
    public static ImmutableArray<string> Samplings { get; } = ["random", "lhs", "sobol"];

    public static SamplingMethod SamplingOf(string name) => name switch
    {
        "lhs" => SamplingMethod.LatinHypercube,
        "sobol" => SamplingMethod.Sobol,
        _ => SamplingMethod.Random,
    };

    /// <summary>The trials asked for.</summary>
    /// <exception cref="UsageException">It is no number of trials.</exception>
    public static long Trials(string text) => CountArgument.Read(text) switch
    {
        null => throw new UsageException($"--trials {text}: write how many, for example 1M, 10k, 1e6 or 1_000_000."),
        0 => throw new UsageException("--trials 0: a simulation needs at least one trial."),
        { } trials => trials,
    };

    /// <summary>Values of inputs to use instead of the plan's: `raised=4B`.</summary>
    /// <exception cref="UsageException">There is no `=`.</exception>
    public static ImmutableArray<InputOverride> Overrides(string[]? texts) =>
    [
        .. (texts ?? []).Select(static text => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? new InputOverride(text[..at].Trim(), text[(at + 1)..].Trim())
            : throw new UsageException($"--set {text}: write the input and its value, for example --set raised=4B.")),
    ];

    /// <summary>What to add to a command so that it sees the same inputs: ` --set raised=4B`.</summary>
    public static string Written(ImmutableArray<InputOverride> overrides) =>
        string.Concat(overrides.Select(static o => o.Value.Any(static c => char.IsWhiteSpace(c) || c is '~' or '(' or '*')
            ? $" --set '{o.Input}={o.Value}'" : $" --set {o.Input}={o.Value}"));

    /// <summary>Quantiles as percentages: `5,50,95` or `P5,P99.9`.</summary>
    /// <exception cref="UsageException">One is no percentage between 0 and 100.</exception>
    public static ImmutableArray<double> Quantiles(string text)
    {
        var found = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
            decimal.TryParse(part.TrimStart('p', 'P').TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
                && percent is > 0 and < 100
                ? (double)(percent / 100)
                : throw new UsageException($"--quantiles {part}: quantiles are percentages between 0 and 100, for example 5,50,95.")).Distinct().Order().ToImmutableArray();
        return found.Length is > 0 and <= 20 ? found : throw new UsageException("--quantiles: name 1 to 20 of them, for example 5,50,95.");
    }

    /// <summary>When to stop: `'revenue[2027]' within 0.5%`.</summary>
    /// <returns>The figure, and the half-width of the 95% interval of its mean as a share of the mean.</returns>
    /// <exception cref="UsageException">It is not written like this.</exception>
    public static (string Figure, double Within) Until(string text)
    {
        const string word = " within ";
        var at = text.LastIndexOf(word, StringComparison.Ordinal);
        var share = at < 0 ? "" : text[(at + word.Length)..].Trim();
        return at > 0 && share.EndsWith('%')
            && double.TryParse(share[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and < 100
            ? (text[..at].Trim().Trim('\''), percent / 100)
            : throw new UsageException($"--until {text}: write a figure and how exactly its mean is wanted, for example --until \"'revenue[2027]' within 0.5%\".");
    }
}
