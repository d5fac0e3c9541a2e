using System.Runtime.InteropServices;
using System.Text;
using Proforma.Language.Syntax;

namespace Proforma.Language.Formatting;

/// <summary>Gives each line of a file without syntax errors its indentation and the spacing of its tokens.</summary>
internal sealed class LineLayout
{
    private const int Step = 2;

    private readonly string _text;
    private readonly List<SyntaxToken> _tokens;
    private readonly SpacingMarks _marks;
    private readonly StringBuilder _code = new();

    public LineLayout(SyntaxTree tree)
    {
        _text = tree.Source.Text;
        _tokens = tree.Tokens as List<SyntaxToken> ?? [.. tree.Tokens];
        _marks = new SpacingMarks(tree);
    }

    /// <summary>The lines of the file, without blank ones at its ends and with one where there were several.</summary>
    public List<FormattedLine> Lay()
    {
        var places = Places();
        var lines = new List<FormattedLine>(places.Count);
        var next = 0;
        for (var i = 0; i < _tokens.Count; i++)
        {
            var first = i;
            while (_tokens[i].Kind is not (TokenKind.NewLine or TokenKind.EndOfFile))
            {
                i++;
            }

            var place = next < places.Count ? places[next] : default;
            if (next < places.Count && place.Token >= first && place.Token < i)
            {
                next++;
                lines.Add(CodeLine(place, i));
            }
            else if (CommentIn(first, i) is { } comment)
            {
                var isInFirstColumn = comment == first || _text[_tokens[first].Start] == '\uFEFF';
                lines.Add(new FormattedLine(
                    LineRole.Comment,
                    isInFirstColumn ? 0 : CommentIndent(next, places),
                    "",
                    -1,
                    TextOf(_tokens[comment]),
                    0));
            }
            else if (lines.Count > 0 && !lines[^1].IsBlank)
            {
                lines.Add(default);
            }
        }

        if (lines.Count > 0 && lines[^1].IsBlank)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    // A comment of its own is indented like the line that follows it in its declaration.
    private static int CommentIndent(int next, List<Place> places)
    {
        var indent = next < places.Count ? places[next].Indent : 0;
        return indent > 0 || next == 0 ? indent : Step;
    }

    // Where the lines with code begin, and how deep.
    private List<Place> Places()
    {
        var places = new List<Place>();
        var reader = new LineReader(_text, _tokens);
        while (reader.HasNext)
        {
            var isDeclaration = reader.NextIndent.IsNone;
            reader.Read(isDeclaration);
            places.Add(new Place(reader.FirstToken, isDeclaration ? 0 : Step, isDeclaration ? LineRole.Declaration : LineRole.OtherClause, 0));
            foreach (ref readonly var line in CollectionsMarshal.AsSpan(reader.Continuations))
            {
                places.Add(new Place(line.Token, ContinuationIndent(line, isDeclaration), LineRole.Continuation, line.Depth));
            }
        }

        return places;
    }

    private int ContinuationIndent(Continuation line, bool isDeclaration)
    {
        var outer = isDeclaration ? Step : 2 * Step;
        if (line.Depth > 0)
        {
            return outer + (Step * Math.Max(0, line.Depth - LeadingClosers(line.Token)));
        }

        return 2 * Step;
    }

    private int LeadingClosers(int token)
    {
        var count = 0;
        for (var i = token; _tokens[i].Symbol is SymbolKind.CloseParen or SymbolKind.CloseBracket || _tokens[i].Kind == TokenKind.WhiteSpace; i++)
        {
            count += _tokens[i].Kind == TokenKind.WhiteSpace ? 0 : 1;
        }

        return count;
    }

    private int? CommentIn(int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (_tokens[i].Kind == TokenKind.Comment)
            {
                return i;
            }
        }

        return null;
    }

    private FormattedLine CodeLine(Place place, int end)
    {
        _code.Clear();
        var alignAt = -1;
        var comment = "";
        var depth = place.Depth;
        var previous = -1;
        var isFlow = place.Role == LineRole.OtherClause && IsFlow(place.Token);
        for (var i = place.Token; i < end; i++)
        {
            var token = _tokens[i];
            if (token.Kind == TokenKind.WhiteSpace)
            {
                // What a person wrote as it came is kept so, except what only stands before a comment.
                if (_marks.IsVerbatim(token.Start) && _marks.IsVerbatim(token.End))
                {
                    _code.Append(_text, token.Start, token.Length);
                }

                continue;
            }

            if (token.Kind == TokenKind.Comment)
            {
                comment = TextOf(token);
                continue;
            }

            depth += token.Symbol switch
            {
                SymbolKind.OpenParen or SymbolKind.OpenBracket => 1,
                SymbolKind.CloseParen or SymbolKind.CloseBracket => -1,
                _ => 0,
            };
            var isValue = isFlow ? previous == place.Token : depth == 0 && token.Symbol is SymbolKind.Equal or SymbolKind.Tilde;
            if (previous >= 0 && TokenSpacing.IsSpaced(_text, _tokens[previous], token, depth, _marks))
            {
                _code.Append(' ');
            }

            if (isValue && alignAt < 0 && previous >= 0 && place.Role == LineRole.OtherClause)
            {
                alignAt = _code.Length;
            }

            _code.Append(_text, token.Start, token.Length);
            previous = i;
        }

        var role = alignAt < 0 ? place.Role : isFlow ? LineRole.FlowClause : LineRole.ValueClause;
        return new FormattedLine(role, place.Indent, _code.ToString(), alignAt, comment, 2);
    }

    // `plus x` and `minus x` have no `=`; their amounts are put under one another.
    private bool IsFlow(int token)
    {
        if (_tokens[token].Kind != TokenKind.Name || TextOf(_tokens[token]) is not ("plus" or "minus"))
        {
            return false;
        }

        var next = token + 1;
        while (_tokens[next].Kind == TokenKind.WhiteSpace)
        {
            next++;
        }

        return _tokens[next].Symbol is not (SymbolKind.Equal or SymbolKind.Comma or SymbolKind.Dot or SymbolKind.DotDot or SymbolKind.Tilde);
    }

    private string TextOf(SyntaxToken token) => _text.Substring(token.Start, token.Length);

    private readonly record struct Place(int Token, int Indent, LineRole Role, int Depth);
}
