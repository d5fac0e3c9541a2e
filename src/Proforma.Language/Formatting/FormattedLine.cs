namespace Proforma.Language.Formatting;

/// <summary>What a formatted line is, as far as alignment cares.</summary>
internal enum LineRole
{
    Blank,
    Comment,
    Declaration,

    /// <summary>A clause with `=` or `~`.</summary>
    ValueClause,

    /// <summary>`plus x` or `minus x` under an account.</summary>
    FlowClause,
    OtherClause,
    Continuation,
}

/// <summary>One line of the formatted file.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Indent">Blanks before it.</param>
/// <param name="Code">Its tokens, spaced; empty for a comment of its own.</param>
/// <param name="AlignAt">Where in the code the part begins that is put under that of the neighbouring clauses; -1 for none.</param>
/// <param name="Comment">Its comment, or empty.</param>
/// <param name="CommentGap">Blanks between code and comment.</param>
internal readonly record struct FormattedLine(LineRole Role, int Indent, string Code, int AlignAt, string Comment, int CommentGap)
{
    public bool IsBlank => Role == LineRole.Blank;
}
