using Proforma.Model.Time;

namespace Proforma.Engine.Sensitivity;

/// <summary>A ratio that is recomputed for a span.</summary>
internal readonly record struct RatioSpan(int Slot, int Row, ReportSpan Span);

/// <summary>What a number depends on directly, and by how much: its derivative in each cell and each recomputed ratio that it reads.</summary>
internal sealed class Edges
{
    /// <summary>Derivatives in cells; a cell may occur several times, which add up.</summary>
    public List<(long Cell, double Weight)> Cells { get; } = [];

    /// <summary>Derivatives in ratios that were recomputed for a span.</summary>
    public List<(RatioSpan Ratio, double Weight)> Ratios { get; } = [];

    public void Add(long cell, double weight)
    {
        if (weight != 0)
        {
            Cells.Add((cell, weight));
        }
    }

    public void Add(RatioSpan ratio, double weight)
    {
        if (weight != 0)
        {
            Ratios.Add((ratio, weight));
        }
    }
}
