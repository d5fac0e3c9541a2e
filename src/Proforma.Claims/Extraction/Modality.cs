namespace Proforma.Claims.Extraction;

/// <summary>Whether a figure is stated as fact or looked ahead to.</summary>
public enum Modality
{
    /// <summary>As fact.</summary>
    Stated,

    /// <summary>As expected, planned, targeted or guided: expects, will, 预计, 计划, 有望.</summary>
    Expected,

    /// <summary>As merely possible: may, might, 或, 可能.</summary>
    Possible,
}
