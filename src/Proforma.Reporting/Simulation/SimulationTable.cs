using System.Collections.Immutable;
using Proforma.Model.Simulation;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Simulation;

/// <summary>What a simulation shows: for each track the distributions of lines and measures, then how likely conditions are. Plain data.</summary>
public sealed record SimulationTable
{
    public required string Title { get; init; }

    public required ReportLanguage Language { get; init; }

    /// <summary>The headings of the statistics: P5, P10, P50, P90, P95, mean.</summary>
    public required ImmutableArray<string> Statistics { get; init; }

    /// <summary>One block a track, and one without a name for what is the same in all.</summary>
    public required ImmutableArray<SimulatedTrack> Tracks { get; init; }

    /// <summary>The names of the tracks that probabilities are shown for, in the order of their texts.</summary>
    public required ImmutableArray<string> ProbabilityTracks { get; init; }

    public required ImmutableArray<ProbabilityRow> Probabilities { get; init; }

    /// <summary>What a reader must know: trials that fail, unknown figures, periods left out, a run that was stopped.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>Version, plan hash, seed, sampling and trials, and the command that draws them again.</summary>
    public required ImmutableArray<string> Reproduce { get; init; }
}

/// <summary>The outputs of one track.</summary>
/// <param name="Name">As it is shown; empty for a plan without tracks.</param>
/// <param name="Lines">Lines by period.</param>
/// <param name="Measures">Measures: dates and figures.</param>
/// <param name="Histogram">Of the last period of the first line, or null.</param>
/// <param name="Influences">What moves the lines' last period.</param>
public sealed record SimulatedTrack(
    string Name, ImmutableArray<SimulatedLine> Lines, ImmutableArray<SimulatedRow> Measures, HistogramChart? Histogram,
        ImmutableArray<InfluenceChart> Influences);

/// <summary>A line with a row for each period.</summary>
/// <param name="Label">The line's label, with its member.</param>
/// <param name="Unit">The unit of the figures, or empty.</param>
/// <param name="Rows">By period.</param>
public sealed record SimulatedLine(string Label, string Unit, ImmutableArray<SimulatedRow> Rows);

/// <summary>The distribution of one number.</summary>
/// <param name="Label">The period, or the measure.</param>
/// <param name="Texts">The statistics as they are shown, in the order of the table's headings.</param>
/// <param name="Fan">Where its quantiles lie among those of its line, or null.</param>
/// <param name="Shape">A histogram of one line of characters.</param>
/// <param name="Remark">The share of `never`, or empty.</param>
public sealed record SimulatedRow(string Label, ImmutableArray<string> Texts, FanMarks? Fan, string Shape, string Remark);

/// <summary>Quantiles as shares of a common axis from 0 to 1.</summary>
/// <param name="P5">The 5% quantile.</param>
/// <param name="P10">The 10% quantile.</param>
/// <param name="P50">The median.</param>
/// <param name="P90">The 90% quantile.</param>
/// <param name="P95">The 95% quantile.</param>
/// <param name="Zero">Where 0 lies, or NaN when it is outside.</param>
public sealed record FanMarks(double P5, double P10, double P50, double P90, double P95, double Zero);

/// <summary>How likely a condition is.</summary>
/// <param name="Label">The measure's or check's label; the condition's text for a question.</param>
/// <param name="Origin">Where the condition comes from.</param>
/// <param name="Member">Its member, or empty.</param>
/// <param name="Texts">For each track the probability with its standard error; empty where it is not shown.</param>
public sealed record ProbabilityRow(string Label, ConditionOrigin Origin, string Member, ImmutableArray<string> Texts);

/// <summary>A histogram to draw.</summary>
/// <param name="Title">Of what.</param>
/// <param name="Bins">Equal bins; what lies outside is in the first and last.</param>
/// <param name="Low">The lower end as it is shown.</param>
/// <param name="High">The upper end.</param>
/// <param name="Median">The median.</param>
/// <param name="MedianShare">Where the median lies on the axis, from 0 to 1.</param>
public sealed record HistogramChart(string Title, ImmutableArray<HistogramBin> Bins, string Low, string High, string Median, double MedianShare);

/// <summary>Which inputs move an output.</summary>
/// <param name="Title">The output.</param>
/// <param name="Inputs">Labels with rank correlations, the strongest first.</param>
public sealed record InfluenceChart(string Title, ImmutableArray<(string Label, double RankCorrelation)> Inputs);

/// <summary>How a simulation is shown.</summary>
public sealed record SimulationTableOptions
{
    /// <summary>The quantiles of the table, from 0 to 1.</summary>
    public ImmutableArray<double> Quantiles { get; init; } = [0.05, 0.10, 0.50, 0.90, 0.95];

    public NumberOptions Numbers { get; init; } = NumberOptions.Default;

    /// <summary>How many inputs a chart of influences shows.</summary>
    public int MostInputs { get; init; } = 5;

    /// <summary>How many bins histograms have.</summary>
    public int Bins { get; init; } = 48;

    public ReportLanguage Language => Numbers.Language;
}
