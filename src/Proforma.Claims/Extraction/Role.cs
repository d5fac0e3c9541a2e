namespace Proforma.Claims.Extraction;

/// <summary>A role of a figure: what was found and how sure that is, or nothing.</summary>
/// <param name="Value">What the figure's metric, period, … is; null where the text leaves it open.</param>
/// <param name="Confidence">From 0 (open) to 1 (said beside the figure, without another candidate).</param>
public readonly record struct Role(string? Value, double Confidence)
{
    /// <summary>Whether nothing was found.</summary>
    public bool IsOpen => Value is null;

    /// <summary>A role that nothing in the text fills.</summary>
    public static Role Open { get; } = new(null, 0);
}
