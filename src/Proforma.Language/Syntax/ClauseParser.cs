using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads the indented lines under a declaration.</summary>
internal sealed class ClauseParser
{
    private readonly Cursor _cursor;
    private readonly ExpressionParser _formulas;
    private readonly ValueParser _values;
    private readonly AttributeParser _attributes;
    private readonly List<CitationSyntax> _citations = [];
    private readonly LineEnd _lineEnd;

    public ClauseParser(Cursor cursor, ExpressionParser formulas, ValueParser values, LineEnd lineEnd)
    {
        _cursor = cursor;
        _formulas = formulas;
        _values = values;
        _lineEnd = lineEnd;
        _attributes = new AttributeParser(cursor, formulas);
    }

    /// <summary>The track of an `in TRACK` clause among those that were read last, or null.</summary>
    public NameSyntax? Track { get; private set; }

    /// <summary>True when the line that follows is indented and does not begin a declaration.</summary>
    public bool IsNext => _cursor.Lines.HasNext && !_cursor.Lines.NextIndent.IsNone && !IsIndentedDeclaration;

    /// <summary>True when the line that follows begins a declaration, but not in the first column.</summary>
    public bool IsIndentedDeclaration
    {
        get
        {
            var lines = _cursor.Lines;
            return lines.HasNext
                && !lines.NextIndent.IsNone
                && lines.NextToken.Kind == TokenKind.Name
                && LineEnd.BeginsDeclaration(_cursor.Slice(lines.NextToken.Span), lines.NextSecondToken.Kind);
        }
    }

    /// <summary>Reads the clauses that follow, as <paramref name="keyword"/> takes them, after those in <paramref name="clauses"/>.</summary>
    public void Read(string keyword, List<ClauseSyntax> clauses)
    {
        Track = null;
        Indentation? column = null;
        while (IsNext)
        {
            _cursor.ReadLine(isDeclaration: false);
            CheckIndentation(ref column);
            if (IsCitationOfValueAbove(keyword, clauses))
            {
                ReadCitations(clauses);
            }
            else if (Clause(keyword) is { } clause)
            {
                AttachCitations(clauses);
                clauses.Add(clause);
            }

            _lineEnd.Expect();
        }

        AttachCitations(clauses);
    }

    /// <summary>Passes over the clauses of a declaration that could not be read.</summary>
    public void Skip()
    {
        while (IsNext)
        {
            _cursor.ReadLine(isDeclaration: false);
        }
    }

    private void CheckIndentation(ref Indentation? column)
    {
        var indent = _cursor.Lines.Indent;
        column ??= indent;
        var line = _cursor.Current.Span;
        if (indent.IsAmbiguousBeside(column.Value))
        {
            _cursor.Report(
                SyntaxDiagnostics.MixedIndentation,
                line,
                "This line is indented with other tabs and spaces than the first clause: how deep it is depends on the editor. Indent with spaces.");
        }
        else if (column.Value.IsDeeperThan(indent))
        {
            var file = _cursor.Reporter.File;
            var start = file.StartOfLine(file.LocationOf(line.Start).Line);
            _cursor.Report(
                SyntaxDiagnostics.WrongIndentation,
                line,
                "This clause is indented less than the first one of its declaration.",
                new Fix("Indent it like the first clause", TextSpan.Between(start, line.Start), new string(' ', column.Value.Wide)));
        }
    }

    private ClauseSyntax? Clause(string keyword)
    {
        var first = _cursor.Current;
        var taken = ClauseWords.Under(keyword);
        if (first.Kind == TokenKind.Name)
        {
            var word = ClauseWords.Of(_cursor.Slice(first));
            word = word == ClauseSet.Citation && _cursor.Peek(1).Kind == TokenKind.Text ? ClauseSet.File : word;
            if (word != ClauseSet.None && IsWord(word, taken))
            {
                return taken.Has(word) ? Worded(word, keyword) : NotTaken(first, word, keyword);
            }
        }

        if (taken.Has(ClauseSet.Row) && (first.Kind == TokenKind.Number || first.Symbol == SymbolKind.Minus))
        {
            var amounts = _formulas.Amounts();
            return new MatrixRowClauseSyntax(_cursor.SpanFrom(first.Start), amounts);
        }

        if (first.Kind == TokenKind.Symbol && first.Symbol != SymbolKind.DotDot)
        {
            BeginsWithOperator(first, keyword);
            return null;
        }

        if (!taken.Has(ClauseSet.Values) || IsUnknown(first))
        {
            Unknown(first, keyword, taken);
            return null;
        }

        return Selected(ValueClauseKind.Selected, first.Start, keyword);
    }

    // A citation on a line of its own belongs to the value above it; a claim's are clauses.
    private bool IsCitationOfValueAbove(string keyword, List<ClauseSyntax> clauses) =>
        _values.IsCitation() && !ClauseWords.Under(keyword).Has(ClauseSet.Citation) && clauses.Count > 0 && clauses[^1] is ValueClauseSyntax;

    private void ReadCitations(List<ClauseSyntax> clauses)
    {
        if (_citations.Count == 0)
        {
            _citations.AddRange(((ValueClauseSyntax)clauses[^1]).Value.Citations);
        }

        while (_values.IsCitation())
        {
            _citations.Add(_values.Citation());
        }
    }

    private void AttachCitations(List<ClauseSyntax> clauses)
    {
        if (_citations.Count == 0)
        {
            return;
        }

        var clause = (ValueClauseSyntax)clauses[^1];
        var last = _citations[^1].Span;
        var value = new ValueSyntax(clause.Value.Span.Through(last), clause.Value.Point, clause.Value.Distribution, [.. _citations]);
        clauses[^1] = new ValueClauseSyntax(clause.Span.Through(last), clause.Kind, clause.Selectors, value);
        _citations.Clear();
    }

    // Whether a clause word is one here, and not a track or a member of that name.
    private bool IsWord(ClauseSet word, ClauseSet taken)
    {
        var next = _cursor.Peek(1).Symbol;
        return word switch
        {
            ClauseSet.Then => true,
            ClauseSet.Otherwise => next is not (SymbolKind.Comma or SymbolKind.Dot),
            _ => next is not (SymbolKind.Comma or SymbolKind.Dot)
                && (next is not (SymbolKind.Equal or SymbolKind.Tilde) || (taken.Has(word) && word <= ClauseSet.Minus)),
        };
    }

    private ClauseSyntax? Worded(ClauseSet word, string keyword)
    {
        var start = _cursor.Current.Start;
        switch (word)
        {
            case ClauseSet.Then:
                return Valued(ValueClauseKind.Then, keyword);
            case ClauseSet.Otherwise:
                return Valued(ValueClauseKind.Otherwise, keyword);
            case ClauseSet.Opening:
                _cursor.Take();
                return Selected(ValueClauseKind.Opening, start, keyword);
            case ClauseSet.Closing:
                _cursor.Take();
                return Selected(ValueClauseKind.Closing, start, keyword);
            case ClauseSet.Average:
                _cursor.Take();
                return Selected(ValueClauseKind.Average, start, keyword);
            case ClauseSet.Plus:
                return Flow(ValueClauseKind.Plus, keyword);
            case ClauseSet.Minus:
                return Flow(ValueClauseKind.Minus, keyword);
            case ClauseSet.File:
                return _values.File();
            case ClauseSet.Citation:
                var citation = _values.Citation();
                return new CitationClauseSyntax(citation.Span, citation);
            case ClauseSet.InTrack:
                _cursor.Take();
                Track = _attributes.NameAfter("a track", "in");
                return null;
            default:
                return _attributes.Clause(word, keyword);
        }
    }

    private ValueClauseSyntax Valued(ValueClauseKind kind, string keyword)
    {
        var start = _cursor.Take().Start;
        var value = _values.AfterEquals(keyword);
        return new ValueClauseSyntax(_cursor.SpanFrom(start), kind, [], value);
    }

    private ValueClauseSyntax Flow(ValueClauseKind kind, string keyword)
    {
        var word = _cursor.Take();
        var equals = _cursor.Current;
        if (_cursor.Take(SymbolKind.Equal))
        {
            _cursor.Report(
                SyntaxDiagnostics.UnexpectedText,
                equals.Span,
                $"`{_cursor.Slice(word)}` takes no `=`.",
                new Fix("Delete it", equals.Span, ""));
        }

        var value = _values.Value(keyword);
        return new ValueClauseSyntax(_cursor.SpanFrom(word.Start), kind, [], value);
    }

    private ValueClauseSyntax Selected(ValueClauseKind kind, int start, string keyword)
    {
        var selectors = new List<ExpressionSyntax>(1);
        while (!_cursor.IsAtEnd && !(selectors.Count == 0 && _cursor.Current.Symbol is SymbolKind.Equal or SymbolKind.Tilde))
        {
            selectors.Add(_formulas.Selector(isInBrackets: false));
            if (_cursor.Take(SymbolKind.Comma))
            {
                continue;
            }

            if (_cursor.Lines.HasValue && _cursor.Current.Kind is TokenKind.Name or TokenKind.Period or TokenKind.Number or TokenKind.Text)
            {
                var gap = new TextSpan(_cursor.PreviousEnd, 0);
                _cursor.Report(
                    SyntaxDiagnostics.Expected,
                    _cursor.Current.Span,
                    $"Expected a comma or `=` before `{Excerpt.Of(_cursor.Slice(_cursor.Current))}`.",
                    new Fix("Put a comma before it", gap, ","));
                continue;
            }

            break;
        }

        var value = _values.AfterEquals(keyword);
        return new ValueClauseSyntax(_cursor.SpanFrom(start), kind, selectors.Count == 0 ? [] : selectors, value);
    }

    private void BeginsWithOperator(Lexeme first, string keyword)
    {
        var word = first.Symbol switch
        {
            SymbolKind.Plus when keyword == "account" => "plus",
            SymbolKind.Minus when keyword == "account" => "minus",
            _ => null,
        };
        var sign = Excerpt.Of(_cursor.Slice(first));
        var message = word is null
            ? $"A clause cannot begin with `{sign}`. To continue the formula above, indent the line deeper than that one."
            : $"A clause cannot begin with `{sign}`. Did you mean `{word}`?";
        _cursor.Fail(
            SyntaxDiagnostics.ClauseBeginsWithOperator,
            first.Span,
            message,
            word is null ? null : new Fix($"Write `{word}`", first.Span, word));
    }

    // `agregate sum`: a word that is followed by no `=`, and by something that is not a value.
    private bool IsUnknown(Lexeme first)
    {
        var next = _cursor.Peek(1);
        if (first.Kind != TokenKind.Name || _cursor.Lines.HasValue || next.Symbol is SymbolKind.Comma or SymbolKind.Dot or SymbolKind.DotDot)
        {
            return false;
        }

        return next.Kind is not (TokenKind.Number or TokenKind.Symbol);
    }

    private void Unknown(Lexeme first, string keyword, ClauseSet taken)
    {
        if (_cursor.HasFailed || _cursor.Reporter.IsFull)
        {
            _cursor.Fail(SyntaxDiagnostics.UnknownClause, first.Span, "");
            return;
        }

        var word = Excerpt.Of(_cursor.Slice(first));
        var nearest = first.Kind == TokenKind.Name ? Spelling.Nearest(word, ClauseWords.WordsOf(taken).Select(w => w.Split(' ')[0])) : null;
        if (nearest is not null)
        {
            _cursor.Fail(
                SyntaxDiagnostics.UnknownClause,
                first.Span,
                $"`{word}` is no clause of `{keyword}`. Did you mean `{nearest}`?",
                new Fix($"Write `{nearest}`", first.Span, nearest));
        }
        else if (taken == ClauseSet.None)
        {
            _cursor.Fail(SyntaxDiagnostics.ClauseNotTaken, first.Span, $"`{keyword}` takes no clauses.");
        }
        else
        {
            _cursor.Fail(
                SyntaxDiagnostics.UnknownClause,
                first.Span,
                $"`{word}` begins no clause of `{keyword}`, which takes {ClauseWords.Describe(taken)}.");
        }
    }

    private ClauseSyntax? NotTaken(Lexeme first, ClauseSet word, string keyword)
    {
        if (_cursor.Reporter.IsFull)
        {
            _cursor.Fail(SyntaxDiagnostics.ClauseNotTaken, first.Span, "");
            return null;
        }

        var owners = string.Join(", ", ClauseWords.Owners(word).Select(o => $"`{o}`"));
        var taken = ClauseWords.Under(keyword);
        var own = taken == ClauseSet.None ? "takes no clauses" : $"takes {ClauseWords.Describe(taken)}";
        var hint = (keyword, word) switch
        {
            ("input", ClauseSet.Then) => "An input's last value is held by itself. ",
            ("line", ClauseSet.Opening) => "A balance is an `account`. ",
            _ => "",
        };
        _cursor.Fail(
            SyntaxDiagnostics.ClauseNotTaken,
            first.Span,
            $"{hint}`{Excerpt.Of(_cursor.Slice(first))}` is a clause of {owners}; `{keyword}` {own}.");
        return null;
    }
}
