using System.Runtime.InteropServices;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

public enum TokenKind : byte
{
    EndOfFile,
    NewLine,
    WhiteSpace,
    Comment,

    /// <summary>A name or a (contextual) keyword, in any script.</summary>
    Name,

    /// <summary>Digits with an optional fraction, exponent, `_` separators, and an attached suffix: 1_000, 34.5, 1e9, 8M, 345亿, 21%, 25bp.</summary>
    Number,

    /// <summary>
    /// A period that is always one: FY2027, 2027-H1, 2027-Q1, 2027-01, 2027-W05, 2027-01-15. A bare year is a <see cref="Number"/>.
    /// </summary>
    Period,

    /// <summary>A quoted text with `\"`, `\\`, `\n`, `\t` escapes, on one line.</summary>
    Text,

    /// <summary>An operator or punctuation, one to three characters.</summary>
    Symbol,

    /// <summary>The rest of a line, taken as written: the address after `url`.</summary>
    Raw,

    /// <summary>Characters that no token begins with. Already reported; the parser passes over them.</summary>
    Bad,
}

/// <summary>One token of the file, white space and comments included: all tokens together are the file's text.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SyntaxToken(TokenKind Kind, int Start, int Length)
{
    public TextSpan Span => new(Start, Length);

    public int End => Start + Length;

    internal SymbolKind Symbol { get; init; }
}
