namespace Proforma.Claims.Extraction;

/// <summary>Bounds on what is read. All work is linear in the size of the text, so the bound on size is also the bound on time.</summary>
public sealed record ReadingLimits
{
    /// <summary>Largest source text, in UTF-16 code units (and in bytes, when bytes are given). Larger texts are refused.</summary>
    public int MaxLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>Longest run of text that is read as one paragraph; a longer one is read in pieces.</summary>
    public int MaxBlockLength { get; init; } = 32 * 1024;

    /// <summary>Most cells read in one table; the rest of a larger table is left out with a note.</summary>
    public int MaxTableCells { get; init; } = 100_000;

    /// <summary>Deepest nesting of quotes, lists and tables that is followed; deeper text is read as if it stood at this depth.</summary>
    public int MaxNesting { get; init; } = 64;

    /// <summary>Most figures reported; reading stops there with a note.</summary>
    public int MaxFigures { get; init; } = 200_000;
}
