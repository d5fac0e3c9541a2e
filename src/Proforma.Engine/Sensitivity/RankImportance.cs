using Proforma.Engine.Statistics;

namespace Proforma.Engine.Sensitivity;

/// <summary>How important an input is for an output, from the ranks of trials that were drawn anyway.</summary>
/// <param name="Input">The input's variable.</param>
/// <param name="Correlation">Spearman's coefficient: its sign says which way; NaN where one of the two does not vary.</param>
/// <param name="Contribution">
/// The squared coefficient as a share of the sum over all inputs: roughly the share of the variance of ranks. It means little where
/// inputs are correlated or the output goes up and down with one; <see cref="SobolIndices"/> then says more.
/// </param>
public sealed record RankImportance(int Input, double Correlation, double Contribution)
{
    /// <summary>The importance of each input, the most important first.</summary>
    /// <param name="output">The output, trial by trial.</param>
    /// <param name="inputs">The inputs, over the same trials.</param>
    public static IReadOnlyList<RankImportance> Of(double[] output, IReadOnlyList<double[]> inputs)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(inputs);
        var correlations = inputs.Select(input => RankCorrelation.Spearman(input, output)).ToArray();
        var total = correlations.Where(double.IsFinite).Sum(static r => r * r);
        return
        [
            .. correlations
                .Select((r, i) => new RankImportance(i, r, total > 0 && double.IsFinite(r) ? r * r / total : 0))
                .OrderByDescending(static importance => importance.Contribution),
        ];
    }

    /// <summary>The importance of each input in a subsample whose variables are outputs first and then inputs.</summary>
    /// <param name="sample">The subsample.</param>
    /// <param name="output">The output's variable.</param>
    /// <param name="outputs">How many outputs come before the inputs.</param>
    public static IReadOnlyList<RankImportance> Of(TrialSubsample sample, int output, int outputs)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return Of(sample.Values(output), [.. Enumerable.Range(outputs, sample.Variables - outputs).Select(sample.Values)]);
    }
}
