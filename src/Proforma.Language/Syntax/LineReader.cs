using System.Runtime.InteropServices;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>
/// Joins the lines of a file into logical ones: a declaration's line or a clause, each with the lines that continue it. A line continues
/// inside brackets and after a trailing operator, `=`, `,` or `:`; a clause also where a line is indented deeper than it, and a declaration's own
/// line where the next one begins with an operator.
/// </summary>
internal sealed class LineReader
{
    private readonly string _text;
    private readonly List<SyntaxToken> _tokens;
    private Lexeme[] _lexemes = new Lexeme[64];
    private int _count;
    private int _depth;
    private bool _takesFormula;
    private int _next;

    public LineReader(string text, List<SyntaxToken> tokens)
    {
        _text = text;
        _tokens = tokens;
        FindNext(0);
    }

    /// <summary>The lines that continue the one that was read.</summary>
    public List<Continuation> Continuations { get; } = [];

    /// <summary>The lexemes of the logical line that was read, with a lexeme of kind <see cref="TokenKind.EndOfFile"/> at its end.</summary>
    public ReadOnlySpan<Lexeme> Lexemes => _lexemes.AsSpan(0, _count + 1);

    /// <summary>The indentation of the logical line that was read.</summary>
    public Indentation Indent { get; private set; }

    /// <summary>The white space before the logical line that was read.</summary>
    public string IndentText =>
        FirstToken > 0 && _tokens[FirstToken - 1].Kind == TokenKind.WhiteSpace ? Text(_tokens[FirstToken - 1]).ToString() : "";

    /// <summary>True when the logical line has an `=` or `~` outside brackets, or is a formula as a whole.</summary>
    public bool HasValue { get; private set; }

    /// <summary>The index of the first token of the logical line that was read.</summary>
    public int FirstToken { get; private set; }

    /// <summary>
    /// Where the first character stands that no token begins with; <see cref="int.MaxValue"/> when there is none in the line that was read.
    /// </summary>
    public int FirstBad { get; private set; }

    /// <summary>True when another line follows.</summary>
    public bool HasNext => _next < _tokens.Count;

    /// <summary>The indentation of the line that follows.</summary>
    public Indentation NextIndent { get; private set; }

    /// <summary>The first token of the line that follows.</summary>
    public SyntaxToken NextToken => _tokens[_next];

    /// <summary>The meaningful token after the first one of the line that follows, or the line's end.</summary>
    public SyntaxToken NextSecondToken
    {
        get
        {
            var i = _next + 1;
            while (_tokens[i].Kind is TokenKind.WhiteSpace or TokenKind.Bad)
            {
                i++;
            }

            return _tokens[i];
        }
    }

    /// <summary>Reads the logical line that follows. <see cref="HasNext"/> must be true.</summary>
    /// <param name="isDeclaration">Whether it begins a declaration, and so is not continued by mere indentation.</param>
    public void Read(bool isDeclaration)
    {
        _count = 0;
        _depth = 0;
        Continuations.Clear();
        Indent = NextIndent;
        FirstToken = _next;
        FirstBad = BadBefore(_next);
        var first = Text(_tokens[_next]);
        _takesFormula = first is not ("account" or "correlate");
        HasValue = isDeclaration && first is "check" or "claim" or "measure" or "solve";
        var place = LexemePlace.NewLine;
        while (true)
        {
            ReadPhysicalLine(place);
            if (!HasNext || Continues(isDeclaration) is not { } next)
            {
                break;
            }

            place = next;
            Continuations.Add(new Continuation(_next, place, _depth));
        }

        var end = _lexemes[_count - 1].End;
        Append(new Lexeme(TokenKind.EndOfFile, SymbolKind.None, LexemePlace.AfterSpace, end, 0));
        _count--;
    }

    /// <summary>Gives back the logical line's rest, so that it is read as a line of its own.</summary>
    /// <param name="start">Where its first lexeme begins: the first on a line of the file.</param>
    public void GiveBack(int start)
    {
        var tokens = CollectionsMarshal.AsSpan(_tokens);
        var (low, high) = (FirstToken, tokens.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = tokens[middle].Start < start ? (middle + 1, high) : (low, middle);
        }

        _next = low;
        NextIndent = IndentBefore(low);
    }

    private void ReadPhysicalLine(LexemePlace place)
    {
        var tokens = CollectionsMarshal.AsSpan(_tokens);
        var i = _next;
        for (; tokens[i].Kind is not (TokenKind.NewLine or TokenKind.EndOfFile); i++)
        {
            ref readonly var token = ref tokens[i];
            switch (token.Kind)
            {
                case TokenKind.WhiteSpace:
                    place = place == LexemePlace.Attached ? LexemePlace.AfterSpace : place;
                    break;
                case TokenKind.Comment:
                    break;
                case TokenKind.Bad:
                    FirstBad = Math.Min(FirstBad, token.Start);
                    break;
                default:
                    if (token.Kind == TokenKind.Symbol)
                    {
                        CountBracket(token.Symbol);
                    }

                    Append(new Lexeme(token.Kind, token.Symbol, place, token.Start, token.Length));
                    place = LexemePlace.Attached;
                    break;
            }
        }

        FindNext(i);
    }

    private void CountBracket(SymbolKind symbol)
    {
        if (symbol is SymbolKind.OpenParen or SymbolKind.OpenBracket)
        {
            _depth++;
        }
        else if (symbol is SymbolKind.CloseParen or SymbolKind.CloseBracket)
        {
            _depth = Math.Max(0, _depth - 1);
        }
        else if (_depth == 0 && symbol is SymbolKind.Equal or SymbolKind.Tilde)
        {
            HasValue = true;
        }
    }

    // How the line that follows continues this one, or null.
    private LexemePlace? Continues(bool isDeclaration)
    {
        var next = _tokens[_next];
        if (_depth > 0)
        {
            // A declaration begins in the first column even where a bracket above was forgotten.
            return NextIndent.IsNone && next.Symbol is not (SymbolKind.CloseParen or SymbolKind.CloseBracket) ? null : LexemePlace.NewLine;
        }

        if (NextIndent.IsNone)
        {
            return null;
        }

        if (IsTrailingOperator(_lexemes[_count - 1]))
        {
            return LexemePlace.NewLine;
        }

        if (!isDeclaration)
        {
            // Where tabs and spaces leave it open, the line is read as a clause of its own, and its indentation is reported.
            return NextIndent.IsDeeperThan(Indent) && !NextIndent.IsAmbiguousBeside(Indent) ? LexemePlace.DeeperLine : null;
        }

        return IsLeadingOperator(next) ? LexemePlace.NewLine : null;
    }

    private bool IsTrailingOperator(Lexeme last) => last.Kind switch
    {
        TokenKind.Symbol => last.Symbol is not (
            SymbolKind.CloseParen or SymbolKind.CloseBracket or SymbolKind.DotDot or SymbolKind.Dot or SymbolKind.Question or SymbolKind.Percent
            or SymbolKind.Currency),
        TokenKind.Name => last.Length <= 4 && _count > 1 && Words.IsTrailingOperator(_text.AsSpan(last.Start, last.Length)),
        _ => false,
    };

    // Before its first clause only: under an account, a line that begins with `+` is more likely a clause gone wrong.
    private bool IsLeadingOperator(SyntaxToken next)
    {
        if (next.Kind == TokenKind.Symbol)
        {
            return next.Symbol is SymbolKind.Equal || (HasValue && _takesFormula && next.Symbol is
                SymbolKind.Plus or SymbolKind.Minus or SymbolKind.Star or SymbolKind.Slash or SymbolKind.Caret
                or SymbolKind.Less or SymbolKind.Greater
                or SymbolKind.LessOrEqual or SymbolKind.GreaterOrEqual or SymbolKind.NotEqual or SymbolKind.Tilde or SymbolKind.About
                or SymbolKind.Arrow or SymbolKind.And or SymbolKind.Or);
        }

        if (!HasValue || next.Kind != TokenKind.Name)
        {
            return false;
        }

        return Text(next) switch
        {
            "and" or "or" or "else" => true,
            "then" => NextSecondToken.Symbol is not (SymbolKind.Equal or SymbolKind.Tilde),
            _ => false,
        };
    }

    // Where the line's first character that means nothing stands, when that is before its first token.
    private int BadBefore(int token)
    {
        var bad = int.MaxValue;
        for (var i = token - 1; i >= 0 && _tokens[i].Kind is TokenKind.Bad or TokenKind.WhiteSpace; i--)
        {
            bad = _tokens[i].Kind == TokenKind.Bad ? _tokens[i].Start : bad;
        }

        return bad;
    }

    private void FindNext(int from)
    {
        var tokens = CollectionsMarshal.AsSpan(_tokens);
        var i = from;
        while (i < tokens.Length && tokens[i].Kind is TokenKind.NewLine or TokenKind.WhiteSpace or TokenKind.Comment or TokenKind.Bad)
        {
            i++;
        }

        _next = i < tokens.Length && tokens[i].Kind != TokenKind.EndOfFile ? i : tokens.Length;
        if (HasNext)
        {
            NextIndent = IndentBefore(_next);
        }
    }

    // A character that means nothing has no width, so that a stray one in the first column does not make an indented line of the rest.
    private Indentation IndentBefore(int token)
    {
        var i = token - 1;
        while (i >= 0 && _tokens[i].Kind == TokenKind.Bad)
        {
            i--;
        }

        return i >= 0 && _tokens[i].Kind == TokenKind.WhiteSpace && IsFirstOnLine(i) ? Indentation.Of(Text(_tokens[i])) : default;
    }

    private bool IsFirstOnLine(int token)
    {
        while (token > 0 && _tokens[token - 1].Kind == TokenKind.Bad)
        {
            token--;
        }

        return token == 0 || _tokens[token - 1].Kind == TokenKind.NewLine;
    }

    private ReadOnlySpan<char> Text(SyntaxToken token) => _text.AsSpan(token.Start, token.Length);

    private void Append(Lexeme lexeme)
    {
        if (_count == _lexemes.Length)
        {
            Array.Resize(ref _lexemes, _count * 2);
        }

        _lexemes[_count++] = lexeme;
    }
}

/// <summary>A line of the file that continues a logical line.</summary>
/// <param name="Token">The index of its first meaningful token.</param>
/// <param name="Place">Why it continues the line.</param>
/// <param name="Depth">How many brackets are open where it begins.</param>
internal readonly record struct Continuation(int Token, LexemePlace Place, int Depth);
