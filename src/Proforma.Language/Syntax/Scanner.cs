using System.Buffers;
using System.Text;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>The lexer at work on one file.</summary>
internal sealed class Scanner
{
    private const int Sample = 64 * 1024;

    private readonly string _text;
    private readonly DiagnosticReporter _reporter;
    private readonly NumberScanner _numbers;
    private readonly QuoteScanner _quotes;
    private readonly List<SyntaxToken> _tokens;
    private int _position;
    private bool _lineHasToken;

    public Scanner(string text, DiagnosticReporter reporter)
    {
        _text = text;
        _reporter = reporter;
        _numbers = new NumberScanner(text, reporter);
        _quotes = new QuoteScanner(text, reporter);
        _tokens = new List<SyntaxToken>((Math.Min(text.Length, Sample) / 3) + 16);
    }

    public List<SyntaxToken> Run()
    {
        ScanTo(Math.Min(Sample, _text.Length));
        if (_position < _text.Length)
        {
            // As many tokens a character as so far, and some: copying a list of millions costs more than the room that is left over.
            _tokens.EnsureCapacity((int)Math.Min(int.MaxValue / 16, 1.1 * _tokens.Count * _text.Length / _position));
            ScanTo(_text.Length);
        }

        Add(TokenKind.EndOfFile, _position);
        return _tokens;
    }

    private void ScanTo(int end)
    {
        while (_position < end)
        {
            ScanOne(_text[_position]);
        }
    }

    private void ScanOne(char c)
    {
        switch (c)
        {
            case ' ' or '\t':
                ScanWhiteSpace();
                break;
            case '\r' or '\n':
                Add(TokenKind.NewLine, _position + (c == '\r' && At(_position + 1) == '\n' ? 2 : 1));
                _lineHasToken = false;
                break;
            case '#':
                ScanComment(c);
                break;
            case '"':
                Take(_quotes.Scan(_position));
                break;
            case (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_':
                ScanName();
                break;
            case >= '0' and <= '9':
                Take(_numbers.Scan(_position));
                break;
            default:
                ScanOther(c);
                break;
        }
    }

    private void ScanOther(char c)
    {
        var plain = Characters.Plain(c);
        if (Characters.IsDigit(plain))
        {
            Take(_numbers.Scan(_position));
        }
        else if (plain == '.' && Characters.IsDigit(Characters.Plain(At(_position + 1))) && !FollowsOperand())
        {
            Take(_numbers.ScanWithoutLeadingDigit(_position));
        }
        else if (Characters.IsAsciiNameStart(plain) || (c >= 0x80 && Characters.NamePartLength(_text, _position) > 0))
        {
            ScanName();
        }
        else if (Characters.IsUnusualSpace(c) || (c == '\uFEFF' && _position == 0))
        {
            ScanWhiteSpace();
        }
        else if (_quotes.Opens(_position))
        {
            Take(_quotes.Scan(_position));
        }
        else if (plain == '#')
        {
            ScanComment(c);
        }
        else if (c == '/' && At(_position + 1) == '/')
        {
            ScanComment(c);
        }
        else if (Symbols.Scan(_text, _position, _reporter) is { Kind: not SymbolKind.None } symbol)
        {
            Add(TokenKind.Symbol, _position + symbol.Length, symbol.Kind);
        }
        else
        {
            ScanBad();
        }
    }

    private void ScanWhiteSpace()
    {
        var start = _position;
        var end = start;
        var unusual = -1;
        while (end < _text.Length)
        {
            var c = _text[end];
            if (c is not (' ' or '\t'))
            {
                if (c == '\uFEFF' && end == 0)
                {
                    end++;
                    continue;
                }

                if (!Characters.IsUnusualSpace(c))
                {
                    break;
                }

                unusual = unusual < 0 ? end : unusual;
            }

            end++;
        }

        if (unusual >= 0)
        {
            var span = TextSpan.Between(unusual, end);
            _reporter.Report(
                SyntaxDiagnostics.TypographicCharacter,
                span,
                "This is not an ordinary space, though it looks like one.",
                new Fix("Use an ordinary space", span, " "));
        }

        Add(TokenKind.WhiteSpace, end);
    }

    private void ScanComment(char first)
    {
        var rest = _text.AsSpan(_position).IndexOfAny(Characters.LineBreaks);
        var end = rest < 0 ? _text.Length : _position + rest;
        while (end > _position && _text[end - 1] is ' ' or '\t')
        {
            end--;
        }

        if (first != '#')
        {
            var span = new TextSpan(_position, first == '/' ? 2 : 1);
            _reporter.Report(SyntaxDiagnostics.CommentMark, span, "A comment begins with `#`.", new Fix("Write `#`", span, "#"));
        }
        else if (_tokens.Count > 0 && _tokens[^1].Kind is not (TokenKind.WhiteSpace or TokenKind.NewLine))
        {
            _reporter.Report(
                SyntaxDiagnostics.CommentMark,
                new TextSpan(_position, 1),
                "A comment needs a space before its `#`.",
                new Fix("Put a space before it", new TextSpan(_position, 0), " "));
        }

        Add(TokenKind.Comment, end);
    }

    private void ScanName()
    {
        var start = _position;
        var end = Characters.EndOfName(_text, start);
        if (end - start == 6 && _numbers.ScanFiscal(start) is { Kind: TokenKind.Period } fiscal)
        {
            Take(fiscal);
            return;
        }

        var isFirst = !_lineHasToken;
        Add(TokenKind.Name, end, RespelledName(start, end));
        if (isFirst && end - start == 3 && _text.AsSpan(start, 3) is "url")
        {
            ScanAddress();
        }
    }

    private SymbolKind RespelledName(int start, int end)
    {
        var name = _text.AsSpan(start, end - start);
        if (name.IndexOfAnyInRange('\uFF01', '\uFF5E') < 0)
        {
            return SymbolKind.None;
        }

        var span = TextSpan.Between(start, end);
        _reporter.Report(
            SyntaxDiagnostics.TypographicCharacter,
            span,
            $"`{Excerpt.Of(name)}` has full-width letters; names use ordinary ones.",
            new Fix("Use ordinary letters", span, TokenText.Fold(name)));
        return SymbolKind.Respelled;
    }

    // The address after `url` may hold anything, `//` and `#` included; it ends with the line or before a comment.
    private void ScanAddress()
    {
        if (At(_position) is ' ' or '\t')
        {
            ScanWhiteSpace();
        }

        if (_position == _text.Length || At(_position) is '=' or ',' or '~' or '.' or '#' or '\r' or '\n')
        {
            return;
        }

        var rest = _text.AsSpan(_position).IndexOfAny(Characters.LineBreaks);
        var end = rest < 0 ? _text.Length : _position + rest;
        for (var i = _position + 1; i < end; i++)
        {
            if (_text[i] == '#' && _text[i - 1] is ' ' or '\t')
            {
                end = i;
            }
        }

        while (_text[end - 1] is ' ' or '\t')
        {
            end--;
        }

        if (end > _position)
        {
            Add(TokenKind.Raw, end);
        }
    }

    // A run of such characters is one mistake.
    private void ScanBad()
    {
        var start = _position;
        var end = start;
        while (end < _text.Length && IsBad(end))
        {
            end += char.IsHighSurrogate(_text[end]) && char.IsLowSurrogate(At(end + 1)) ? 2 : 1;
        }

        end = Math.Max(end, start + 1);
        var bad = _text.AsSpan(start, end - start);
        if (!bad.ContainsAnyExcept(Characters.Hidden))
        {
            // Reported already, wherever it stands.
        }
        else if (Characters.IsInvisible(bad[0]))
        {
            var span = TextSpan.Between(start, end);
            _reporter.Report(
                SyntaxDiagnostics.HiddenCharacter,
                span,
                $"There is an invisible character here ({Excerpt.Of(bad)}).", new Fix("Delete it", span, ""));
        }
        else
        {
            ReportBad(TextSpan.Between(start, end));
        }

        Add(TokenKind.Bad, end);
    }

    private void ReportBad(TextSpan span)
    {
        var bad = _text.AsSpan(span.Start, span.Length);
        if (bad[0] is ';' or '\uFF1B')
        {
            _reporter.Report(SyntaxDiagnostics.UnexpectedCharacter, span, "A line needs no `;` at its end.", new Fix("Delete it", span, ""));
        }
        else if (bad[0] is '{' or '}')
        {
            _reporter.Report(
                SyntaxDiagnostics.UnexpectedCharacter,
                span,
                "A plan has no braces: what belongs to a declaration is indented under it.",
                new Fix("Delete it", span, ""));
        }
        else
        {
            _reporter.Report(SyntaxDiagnostics.UnexpectedCharacter, span, $"`{Excerpt.Of(bad)}` means nothing in a plan.");
        }
    }

    private bool IsBad(int position)
    {
        var c = _text[position];
        if (c < 0x80)
        {
            return c is ';' or '{' or '}' or '@' or '\\' or '`' || Characters.Hidden.Contains(c);
        }

        if (Rune.DecodeFromUtf16(_text.AsSpan(position), out var rune, out _) != OperationStatus.Done)
        {
            return true;
        }

        return !Characters.IsNamePart(rune)
            && Characters.Plain(c) >= 0x80
            && Characters.PlainOperator(c) is null
            && Characters.ClosingQuote(c) == '\0'
            && !Characters.IsUnusualSpace(c)
            && Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.CurrencySymbol;
    }

    // `x.5` and `2).5` are a dot that belongs to what stands before it.
    private bool FollowsOperand() =>
        _tokens.Count > 0 && _tokens[^1] is { Kind: TokenKind.Name or TokenKind.Number or TokenKind.Period or TokenKind.Text } or
            { Symbol: SymbolKind.CloseParen or SymbolKind.CloseBracket or SymbolKind.Dot };

    private char At(int position) => position < _text.Length ? _text[position] : '\0';

    private void Take(SyntaxToken token)
    {
        _tokens.Add(token);
        _position = token.End;
        _lineHasToken = true;
    }

    private void Add(TokenKind kind, int end, SymbolKind symbol = SymbolKind.None)
    {
        _tokens.Add(new SyntaxToken(kind, _position, end - _position) { Symbol = symbol });
        _position = end;
        _lineHasToken |= kind is not (TokenKind.WhiteSpace or TokenKind.NewLine);
    }
}
