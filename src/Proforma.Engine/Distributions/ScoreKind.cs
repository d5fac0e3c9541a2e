namespace Proforma.Engine.Distributions;

/// <summary>What a score is a draw of.</summary>
public enum ScoreKind
{
    /// <summary>Uniform between 0 and 1, both excluded.</summary>
    Uniform,

    /// <summary>Standard normal.</summary>
    Normal,
}
