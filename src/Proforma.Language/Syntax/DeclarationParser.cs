using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads the declarations of a file, one after the other.</summary>
internal sealed class DeclarationParser
{
    private readonly Cursor _cursor;
    private readonly ExpressionParser _formulas;
    private readonly ValueParser _values;
    private readonly NameParser _names;
    private readonly ClauseParser _clauses;
    private readonly LineEnd _lineEnd;
    private readonly SeriesParser _series;
    private readonly ClaimParser _claims;
    private readonly StructureParser _structure;

    public DeclarationParser(Cursor cursor)
    {
        _cursor = cursor;
        _formulas = new ExpressionParser(cursor, new UnitParser(cursor));
        _values = new ValueParser(cursor, _formulas);
        _names = new NameParser(cursor);
        _lineEnd = new LineEnd(cursor);
        _clauses = new ClauseParser(cursor, _formulas, _values, _lineEnd);
        _series = new SeriesParser(cursor, _formulas, _values, _names, _clauses, _lineEnd);
        _claims = new ClaimParser(cursor, _formulas, _values, _names, _clauses, _lineEnd);
        _structure = new StructureParser(cursor, _formulas, _values, _names, _clauses, _lineEnd);
    }

    public List<DeclarationSyntax> Read()
    {
        var declarations = new List<DeclarationSyntax>();
        while (_cursor.Lines.HasNext)
        {
            if (_clauses.IsNext)
            {
                Orphan();
                continue;
            }

            var isIndented = _clauses.IsIndentedDeclaration;
            _cursor.ReadLine(isDeclaration: true);
            if (isIndented)
            {
                ReportIndented();
            }

            declarations.Add(Declaration());
        }

        return declarations;
    }

    private void Orphan()
    {
        _cursor.ReadLine(isDeclaration: false);
        var first = _cursor.Current.Span;
        _cursor.Report(
            SyntaxDiagnostics.ClauseOutside,
            first,
            "This line is indented, but no declaration stands above it. A declaration begins in the first column.",
            new Fix("Delete the indentation", Indentation(first.Start), ""));
        _clauses.Skip();
    }

    private void ReportIndented()
    {
        var first = _cursor.Current.Span;
        _cursor.Report(
            SyntaxDiagnostics.IndentedDeclaration,
            first,
            $"A declaration begins in the first column; `{_cursor.Slice(first)}` is indented.",
            new Fix("Delete the indentation", Indentation(first.Start), ""));
    }

    private TextSpan Indentation(int position)
    {
        var file = _cursor.Reporter.File;
        return TextSpan.Between(file.StartOfLine(file.LocationOf(position).Line), position);
    }

    private DeclarationSyntax Declaration()
    {
        var first = _cursor.Current;
        if (first.Kind == TokenKind.Name)
        {
            if (Known(first, _cursor.Slice(first)) is { } known)
            {
                return known;
            }

            if (Mended(first) is { } mended)
            {
                return mended;
            }
        }

        ReportUnknown(first);
        _cursor.GiveUp();
        var span = _cursor.SpanFrom(first.Start);
        _clauses.Skip();
        return new ErrorDeclarationSyntax(span);
    }

    private DeclarationSyntax? Known(Lexeme keyword, ReadOnlySpan<char> word)
    {
        if (!Words.IsDeclaration(word))
        {
            return null;
        }

        _cursor.Take();
        var span = keyword.Span;
        return word switch
        {
            "line" => _series.Series(span, "line", SeriesKind.Line),
            "input" => _series.Series(span, "input", SeriesKind.Input),
            "account" => _series.Series(span, "account", SeriesKind.Account),
            "measure" => _series.Series(span, "measure", SeriesKind.Measure),
            "rate" => _series.Rate(span),
            "noise" => _series.Noise(span),
            "check" => _claims.Check(span),
            "claim" => _claims.Claim(span),
            "solve" => _claims.Solve(span),
            "plan" => _structure.Plan(span),
            "track" => _structure.Track(span),
            "unit" => _structure.Unit(span),
            "dimension" => _structure.Dimension(span),
            "correlate" => _structure.Correlate(span),
            "source" => _structure.Source(span),
            "actuals" => _structure.Actuals(span),
            "section" => _structure.Section(span),
            _ => _structure.Use(span),
        };
    }

    // A misspelled keyword, or a line that lacks one, is read as what it was meant to be: else every use of its name would be reported too.
    private DeclarationSyntax? Mended(Lexeme first)
    {
        if (ClauseWords.Of(_cursor.Slice(first)) != ClauseSet.None)
        {
            return null;
        }

        var next = _cursor.Peek(1);
        if (next.Symbol is SymbolKind.Equal or SymbolKind.Colon
            || _cursor.IsWord(next, "by")
            || (next.Kind == TokenKind.Text && _cursor.Lines.HasValue))
        {
            _cursor.Report(
                SyntaxDiagnostics.UnknownDeclaration,
                first.Span,
                $"A declaration begins with a keyword: `line {Excerpt.Of(_cursor.Slice(first))} …` for what is computed, "
                    + "`input …` for what a person sets.",
                new Fix("Put `line` before it", new TextSpan(first.Start, 0), "line "));
            return _series.Series(new TextSpan(first.Start, 0), "line", SeriesKind.Line);
        }

        if (_cursor.Reporter.IsFull || Spelling.Nearest(_cursor.Slice(first).ToString(), Words.Declarations) is not { } nearest)
        {
            return null;
        }

        _cursor.Report(
            SyntaxDiagnostics.UnknownDeclaration,
            first.Span,
            $"`{Excerpt.Of(_cursor.Slice(first))}` begins no declaration. Did you mean `{nearest}`?",
            new Fix($"Write `{nearest}`", first.Span, nearest));
        return Known(first, nearest);
    }

    private void ReportUnknown(Lexeme first)
    {
        if (_cursor.Reporter.IsFull)
        {
            _cursor.Report(SyntaxDiagnostics.UnknownDeclaration, first.Span, "");
        }
        else if (first.Kind == TokenKind.Name && ClauseWords.Of(_cursor.Slice(first)) != ClauseSet.None)
        {
            _cursor.Report(
                SyntaxDiagnostics.ClauseOutside,
                first.Span,
                $"`{_cursor.Slice(first)}` begins a clause; clauses are indented under their declaration.",
                new Fix("Indent it", new TextSpan(first.Start, 0), "  "));
        }
        else
        {
            _cursor.Report(
                SyntaxDiagnostics.UnknownDeclaration,
                first.Span,
                $"`{Excerpt.Of(_cursor.Slice(first))}` begins no declaration. "
                    + "One begins in the first column with `line`, `input`, `account`, `check` or another keyword.");
        }
    }
}

/// <summary>What all declarations have in common.</summary>
internal static class Declarations
{
    /// <summary>From the keyword to the end of the last clause that was read.</summary>
    public static TextSpan Span(TextSpan keyword, Cursor cursor, List<ClauseSyntax> clauses) =>
        TextSpan.Between(keyword.Start, Math.Max(cursor.PreviousEnd, clauses.Count > 0 ? clauses[^1].Span.End : 0));
}
