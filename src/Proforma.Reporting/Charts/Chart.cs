using System.Collections.Immutable;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Charts;

/// <summary>What kind of picture a chart is.</summary>
public enum ChartType
{
    Lines,

    /// <summary>Columns side by side.</summary>
    Columns,

    /// <summary>Columns of parts that add up, one column a track.</summary>
    Stacked,

    /// <summary>P10, P50 and P90 of a simulation over time.</summary>
    Fan,
    Histogram,

    /// <summary>The share of trials at or below a value.</summary>
    Cumulative,

    /// <summary>What one figure gains or loses by each driver, largest first.</summary>
    Tornado,

    /// <summary>A waterfall from one figure to another.</summary>
    Bridge,

    /// <summary>Cash with the dates when it runs out and when cash flow turns.</summary>
    Runway,

    /// <summary>Several companies side by side.</summary>
    Peers,

    /// <summary>Claims as points with their intervals over the plan's lines.</summary>
    Claims,
}

/// <summary>How the points of a series are drawn.</summary>
public enum SeriesShape
{
    Line,
    Column,

    /// <summary>The area between <see cref="ChartPoint.Low"/> and <see cref="ChartPoint.Y"/>.</summary>
    Band,

    /// <summary>A mark at Y with a whisker from <see cref="ChartPoint.Low"/> to <see cref="ChartPoint.High"/>.</summary>
    Interval,
}

/// <summary>
/// One picture as plain data: the static SVG, the page and a workbench draw the same definition. Values are in the unit shown, not yet
/// scaled; categories stand at 0, 1, 2 ….
/// </summary>
public sealed record Chart
{
    public required ChartType Type { get; init; }

    /// <summary>What is seen.</summary>
    public required string Title { get; init; }

    /// <summary>Units and period.</summary>
    public required string Subtitle { get; init; }

    /// <summary>What the chart says, in a few sentences for whoever cannot see it.</summary>
    public string Description { get; init; } = "";

    /// <summary>A remark under the picture, or empty.</summary>
    public string Note { get; init; } = "";

    public required ReportLanguage Language { get; init; }

    public required ChartAxis X { get; init; }

    public required ChartAxis Y { get; init; }

    public required ImmutableArray<ChartSeries> Series { get; init; }

    public ImmutableArray<ChartAnnotation> Annotations { get; init; } = [];

    /// <summary>True when categories run down and values across, as in a tornado.</summary>
    public bool IsHorizontal { get; init; }

    /// <summary>Whether any point is a forecast beside points that are actual, so that a key is due.</summary>
    public bool MixesActualAndForecast =>
        Series.Any(static s => s.Points.Any(static p => p.IsForecast)) && Series.Any(static s => s.Points.Any(static p => !p.IsForecast));
}

/// <summary>An axis of categories, or of values.</summary>
public sealed record ChartAxis
{
    /// <summary>The categories in order; empty for an axis of values.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>What is written below each category where it is less than its name, since a group below says the rest; empty otherwise.</summary>
    public ImmutableArray<string> Short { get; init; } = [];

    /// <summary>Names over several categories each, in order; empty without groups.</summary>
    public ImmutableArray<(string Name, int Count)> Groups { get; init; } = [];

    /// <summary>How values are written.</summary>
    public NumberFormat Format { get; init; } = new();

    /// <summary>Stands before and after a value in prose: `$`, `美元`.</summary>
    public (string Before, string After) Unit { get; init; } = ("", "");

    /// <summary>Whether zero is always on the axis: for columns and balances.</summary>
    public bool FromZero { get; init; }

    public bool IsCategories => !Categories.IsEmpty;

    /// <summary>A value in prose.</summary>
    public string Text(double value) => Format.Format(value, Unit.Before, Unit.After);
}

/// <summary>Points that belong together.</summary>
public sealed record ChartSeries
{
    public required string Label { get; init; }

    public required SeriesShape Shape { get; init; }

    /// <summary>Which colour of the palette, from 0.</summary>
    public int Color { get; init; }

    /// <summary>The track that it shows, so that a page can switch tracks; empty when it belongs to none.</summary>
    public string Track { get; init; } = "";

    /// <summary>Columns of one cluster position stand on each other.</summary>
    public int Cluster { get; init; }

    public required ImmutableArray<ChartPoint> Points { get; init; }

    /// <summary>Whether its values are written beside its points where there is room.</summary>
    public bool ShowsValues { get; init; }

    /// <summary>Left out of the key: a rim, a continuation.</summary>
    public bool IsUnlisted { get; init; }
}

/// <summary>One point of a series.</summary>
/// <param name="X">The category or value at which it stands.</param>
/// <param name="Y">Its value; the upper rim of a band, the end of a column.</param>
/// <param name="Text">The value in prose.</param>
public readonly record struct ChartPoint(double X, double Y, string Text)
{
    /// <summary>Where a column begins, the lower rim of a band, the lower end of an interval.</summary>
    public double Low { get; init; }

    /// <summary>The upper end of an interval.</summary>
    public double High { get; init; }

    /// <summary>For columns over an axis of values: how wide the column is.</summary>
    public double Width { get; init; }

    /// <summary>False for what has been reported, true for what is planned.</summary>
    public bool IsForecast { get; init; }

    /// <summary>The colour of this point where <see cref="HasColor"/> says that it differs from its series.</summary>
    public int Color { get; init; }

    public bool HasColor { get; init; }

    /// <summary>Its node among a report's explanations plus one; 0 for none.</summary>
    public int Explained { get; init; }

    /// <summary>The track that it shows where it differs from its series'.</summary>
    public string? Track { get; init; }
}

/// <summary>A line across the picture with a few words.</summary>
/// <param name="Text">The words.</param>
/// <param name="X">At which place of the x axis; NaN for a line at a value.</param>
/// <param name="Y">At which value; NaN for a line at a place.</param>
/// <param name="Track">The track that it belongs to, or empty.</param>
/// <param name="Color">Which colour, from 0; −1 for the colour of text.</param>
public sealed record ChartAnnotation(string Text, double X, double Y, string Track = "", int Color = -1);
