using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>A token that means something, with what the parser must know of the white space before it.</summary>
internal readonly record struct Lexeme(TokenKind Kind, SymbolKind Symbol, LexemePlace Place, int Start, int Length)
{
    public int End => Start + Length;

    public TextSpan Span => new(Start, Length);

    /// <summary>Nothing stands between this lexeme and the one before it.</summary>
    public bool IsAttached => Place == LexemePlace.Attached;

    /// <summary>The lexeme stands on the same line of the file as the one before it.</summary>
    public bool IsOnSameLine => Place <= LexemePlace.AfterSpace;
}

internal enum LexemePlace : byte
{
    Attached,
    AfterSpace,

    /// <summary>First on a line that continues the one above because of a bracket or an operator.</summary>
    NewLine,

    /// <summary>First on a line that continues the one above only because it is indented deeper.</summary>
    DeeperLine,
}
