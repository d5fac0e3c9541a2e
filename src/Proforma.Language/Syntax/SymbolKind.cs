namespace Proforma.Language.Syntax;

/// <summary>Which operator or punctuation a <see cref="TokenKind.Symbol"/> is, after any typographic spelling was read as the plain one.</summary>
internal enum SymbolKind : byte
{
    None,
    Plus,
    Minus,
    Star,
    Slash,
    Caret,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    Comma,
    Colon,
    Equal,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
    NotEqual,
    Tilde,
    About,
    Arrow,
    DotDot,
    Dot,
    Question,
    Percent,
    Currency,

    /// <summary>`&amp;&amp;`, reported, read as `and`.</summary>
    And,

    /// <summary>`||`, reported, read as `or`.</summary>
    Or,

    /// <summary>`!`, reported, read as `not`.</summary>
    Not,

    /// <summary>
    /// A name, number or period with full-width or typographic characters or another spelling that was reported: its text must be
    /// folded before it is read.
    /// </summary>
    Respelled,
}
