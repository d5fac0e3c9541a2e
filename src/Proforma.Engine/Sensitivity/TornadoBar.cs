using Proforma.Model.Runs;

namespace Proforma.Engine.Sensitivity;

/// <summary>What became of an output while one driver was moved and all others stayed.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="AtLow">The output with the driver at the low end of its range, in base units.</param>
/// <param name="AtHigh">The output with the driver at the high end.</param>
/// <param name="Start">The output with the driver as it is.</param>
public sealed record TornadoBar(TornadoDriver Driver, CellValue AtLow, CellValue AtHigh, CellValue Start)
{
    /// <summary>The length of the bar: how far apart the two ends and the start are; infinite where one of them is no number.</summary>
    public double Span => AtLow.IsValue && AtHigh.IsValue && Start.IsValue
        ? Math.Max(Math.Max(AtLow.Raw, AtHigh.Raw), Start.Raw) - Math.Min(Math.Min(AtLow.Raw, AtHigh.Raw), Start.Raw)
        : double.PositiveInfinity;

    /// <summary>Whether the output did not move at all.</summary>
    public bool IsFlat => AtLow == Start && AtHigh == Start;
}
