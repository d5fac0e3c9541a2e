using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>
/// The place in the logical line that is being parsed. After a hard error the rest of the line is passed over, and further errors in it are
/// not reported: they would follow from the first.
/// </summary>
internal sealed class Cursor
{
    private readonly SourceText _source;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _names;
    private Lexeme[] _lexemes = new Lexeme[1];
    private int _end;
    private int _position;

    public Cursor(SourceText source, List<SyntaxToken> tokens, DiagnosticReporter reporter)
    {
        _source = source;
        Reporter = reporter;
        Lines = new LineReader(source.Text, tokens);
        _names = new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public LineReader Lines { get; }

    public DiagnosticReporter Reporter { get; }

    /// <summary>True when the rest of the logical line was given up.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The lexeme at the cursor, of kind <see cref="TokenKind.EndOfFile"/> at the logical line's end.</summary>
    public Lexeme Current => _lexemes[_position];

    public bool IsAtEnd => _position >= _end;

    /// <summary>Where the lexeme before the cursor ends.</summary>
    public int PreviousEnd => _position == 0 ? _lexemes[0].Start : _lexemes[_position - 1].End;

    /// <summary>How many lexemes stand before the cursor, to mark a place or to see that something was read.</summary>
    public int Position => _position;

    public void ReadLine(bool isDeclaration)
    {
        Lines.Read(isDeclaration);
        var read = Lines.Lexemes;
        if (_lexemes.Length < read.Length)
        {
            _lexemes = new Lexeme[Math.Max(read.Length, _lexemes.Length * 2)];
        }

        read.CopyTo(_lexemes);
        _end = read.Length - 1;
        _position = 0;
        HasFailed = false;
    }

    public Lexeme Peek(int count) => _lexemes[Math.Min(_position + count, _end)];

    public bool At(SymbolKind symbol) => _lexemes[_position].Symbol == symbol && _lexemes[_position].Kind == TokenKind.Symbol;

    public bool At(TokenKind kind) => _lexemes[_position].Kind == kind;

    public bool AtWord(string word) => IsWord(_lexemes[_position], word);

    public bool IsWord(Lexeme lexeme, string word) =>
        lexeme.Kind == TokenKind.Name && lexeme.Length == word.Length && Slice(lexeme).SequenceEqual(word);

    public Lexeme Take()
    {
        var taken = _lexemes[_position];
        _position = Math.Min(_position + 1, _end);
        return taken;
    }

    public bool Take(SymbolKind symbol)
    {
        if (!At(symbol))
        {
            return false;
        }

        _position++;
        return true;
    }

    public bool TakeWord(string word)
    {
        if (!AtWord(word))
        {
            return false;
        }

        _position++;
        return true;
    }

    /// <summary>The lexeme as it is written.</summary>
    public ReadOnlySpan<char> Slice(Lexeme lexeme) => _source.Text.AsSpan(lexeme.Start, lexeme.Length);

    public ReadOnlySpan<char> Slice(TextSpan span) => _source.Slice(span);

    /// <summary>The lexeme with full-width and typographic characters as plain ones.</summary>
    public ReadOnlySpan<char> Plain(Lexeme lexeme) =>
        lexeme.Symbol == SymbolKind.Respelled ? TokenText.Fold(Slice(lexeme)) : Slice(lexeme);

    public NameSyntax Name(Lexeme lexeme) => new(lexeme.Span, NameText(lexeme));

    /// <summary>The text of a name; the same string for the same name.</summary>
    public string NameText(Lexeme lexeme)
    {
        var text = Plain(lexeme);
        if (_names.TryGetValue(text, out var known))
        {
            return known;
        }

        known = text.ToString();
        _names.Set.Add(known);
        return known;
    }

    public TextSyntax Text(Lexeme lexeme) => new(lexeme.Span, TextValue(lexeme));

    public string TextValue(Lexeme lexeme) => TokenText.Unquote(Slice(lexeme), lexeme.Symbol != SymbolKind.Respelled);

    /// <summary>Reports something that can be read as if it were mended; parsing goes on.</summary>
    public void Report(DiagnosticDescriptor descriptor, TextSpan span, string message, Fix? fix = null, RelatedPlace? related = null)
    {
        if (!IsSilent(span))
        {
            Reporter.Report(descriptor, span, message, fix, related);
        }
    }

    /// <summary>Reports what cannot be read and gives up the rest of the logical line.</summary>
    public void Fail(DiagnosticDescriptor descriptor, TextSpan span, string message, Fix? fix = null, RelatedPlace? related = null)
    {
        Report(descriptor, span, message, fix, related);
        GiveUp();
    }

    public void GiveUp()
    {
        HasFailed = true;
        _position = _end;
    }

    /// <summary>Ends the logical line before the cursor: what stands from there is read as a line of its own.</summary>
    public void CutHere()
    {
        var start = Current.Start;
        Lines.GiveBack(start);
        _end = _position;
        _lexemes[_end] = new Lexeme(TokenKind.EndOfFile, SymbolKind.None, LexemePlace.AfterSpace, PreviousEnd, 0);
    }

    /// <summary>Fails because something else was expected at the cursor.</summary>
    /// <param name="what">What was expected, with its article: "a name after `line`".</param>
    public void FailExpected(string what)
    {
        if (HasFailed || Reporter.IsFull)
        {
            Fail(SyntaxDiagnostics.Expected, Current.Span, "");
            return;
        }

        Fail(SyntaxDiagnostics.Expected, Current.Span, $"Expected {what}, but {Found()}.");
    }

    /// <summary>"found `x`" or "the line ends here", for a message.</summary>
    public string Found() => IsAtEnd ? "the line ends here" : $"found `{Excerpt.Of(Slice(Current))}`";

    public bool TryTake(TokenKind kind, out Lexeme lexeme)
    {
        lexeme = Current;
        if (lexeme.Kind != kind)
        {
            return false;
        }

        _position++;
        return true;
    }

    public TextSpan SpanFrom(int start) => TextSpan.Between(start, Math.Max(start, PreviousEnd));

    /// <summary>True when a problem at <paramref name="span"/> only follows from one that was reported.</summary>
    private bool IsSilent(TextSpan span) => HasFailed || (Lines.FirstBad != int.MaxValue && (IsAtEnd || Lines.FirstBad < span.End));
}
