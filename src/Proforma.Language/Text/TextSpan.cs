namespace Proforma.Language.Text;

/// <summary>A run of UTF-16 units in one file.</summary>
public readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;

    public static TextSpan Between(int start, int end) => new(start, Math.Max(0, end - start));

    /// <summary>From the start of this span to the end of <paramref name="last"/>.</summary>
    public TextSpan Through(TextSpan last) => Between(Start, last.End);
}
