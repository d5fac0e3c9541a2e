namespace Proforma.Language.Syntax;

/// <summary>
/// How far a line is indented, measured twice: with tabs as eight columns and with tabs as one. Where the two measures disagree about which of
/// two lines is deeper, the indentation depends on the reader's editor.
/// </summary>
internal readonly record struct Indentation(int Wide, int Narrow)
{
    private const int TabWidth = 8;

    public bool IsNone => Narrow == 0;

    public static Indentation Of(ReadOnlySpan<char> whiteSpace)
    {
        var wide = 0;
        var narrow = 0;
        foreach (var c in whiteSpace)
        {
            if (c == '\uFEFF')
            {
                continue;
            }

            wide = c == '\t' ? (wide / TabWidth * TabWidth) + TabWidth : wide + 1;
            narrow++;
        }

        return new Indentation(wide, narrow);
    }

    /// <summary>By wide tabs where the measures disagree.</summary>
    public bool IsDeeperThan(Indentation other) => Wide > other.Wide;

    public bool IsAmbiguousBeside(Indentation other) => Math.Sign(Wide.CompareTo(other.Wide)) != Math.Sign(Narrow.CompareTo(other.Narrow));
}
