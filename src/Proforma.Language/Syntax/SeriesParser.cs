using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads the lines of `input`, `line`, `account`, `measure`, `rate` and `noise`: what has a value in each period or track.</summary>
internal sealed class SeriesParser(
    Cursor cursor,
    ExpressionParser formulas,
    ValueParser values,
    NameParser names,
    ClauseParser clauses,
    LineEnd lineEnd)
{
    /// <summary>`KEYWORD NAME by DIMENSIONS "Label" : UNIT = value`, with the name at the cursor.</summary>
    public SeriesSyntax Series(TextSpan keyword, string word, SeriesKind kind)
    {
        var name = names.Declared(word);
        var header = new Header();
        ReadHeader(header, word, takesDimensions: kind != SeriesKind.Measure);
        var own = new List<ClauseSyntax>();
        if (kind is SeriesKind.Input && cursor.AtWord("from") && cursor.Peek(1).Kind == TokenKind.Text)
        {
            Add(own, values.File());
        }
        else if (kind is SeriesKind.Account)
        {
            RejectValue();
        }
        else if (!cursor.IsAtEnd || kind is SeriesKind.Measure)
        {
            own.Add(InlineValue(word));
        }

        if (cursor.HasFailed && own.Count == 0)
        {
            own.Add(Unreadable());
        }

        lineEnd.Expect();
        clauses.Read(word, own);
        return new SeriesSyntax(Declarations.Span(keyword, cursor, own), keyword, kind, name, header.Dimensions, header.Label, header.Unit, own);
    }

    /// <summary>`rate USD/CNY "Label" = value`, with the first currency at the cursor.</summary>
    public RateSyntax Rate(TextSpan keyword)
    {
        var (from, to) = (Currency(), new NameSyntax(new TextSpan(cursor.PreviousEnd, 0), ""));
        if (from.Text.Length > 0)
        {
            if (cursor.Take(SymbolKind.Slash))
            {
                to = Currency();
            }
            else
            {
                cursor.FailExpected("`/` and a second currency, as in `rate USD/CNY`");
            }
        }

        var label = names.Label();
        var own = new List<ClauseSyntax>();
        if (cursor.AtWord("from") && cursor.Peek(1).Kind == TokenKind.Text)
        {
            Add(own, values.File());
        }
        else if (!cursor.IsAtEnd)
        {
            own.Add(InlineValue("rate"));
        }

        if (cursor.HasFailed && own.Count == 0)
        {
            own.Add(Unreadable());
        }

        lineEnd.Expect();
        clauses.Read("rate", own);
        return new RateSyntax(Declarations.Span(keyword, cursor, own), keyword, from, to, label, own);
    }

    /// <summary>`noise NAME "Label" : UNIT ~ distribution each period ar(0.6)`, with the name at the cursor.</summary>
    public NoiseSyntax Noise(TextSpan keyword)
    {
        var name = names.Declared("noise");
        var header = new Header();
        ReadHeader(header, "noise", takesDimensions: false);
        cursor.Take(SymbolKind.Equal);
        ExpressionSyntax distribution;
        if (cursor.Take(SymbolKind.Tilde))
        {
            distribution = formulas.Distribution();
        }
        else
        {
            cursor.FailExpected("`~` and a distribution");
            distribution = formulas.Error(cursor.PreviousEnd);
        }

        var autoregression = Autoregression();
        if (cursor.TakeWord("each"))
        {
            if (!cursor.TakeWord("period"))
            {
                cursor.FailExpected("`period` after `each`");
            }
        }
        else
        {
            cursor.FailExpected("`each period`: a noise is drawn anew in each period");
        }

        autoregression ??= Autoregression();
        lineEnd.Expect();
        var own = new List<ClauseSyntax>();
        clauses.Read("noise", own);
        return new NoiseSyntax(Declarations.Span(keyword, cursor, own), keyword, name, header.Label, header.Unit, distribution, autoregression, own);
    }

    private void ReadHeader(Header header, string word, bool takesDimensions)
    {
        while (true)
        {
            var current = cursor.Current;
            if (takesDimensions && cursor.AtWord("by"))
            {
                cursor.Take();
                ReportRepeated(header.Dimensions.Count > 0, current.Span, "`by`");
                header.Dimensions = names.List("by");
            }
            else if (cursor.At(TokenKind.Text))
            {
                ReportRepeated(header.Label is not null, current.Span, "label");
                header.Label = names.Label();
            }
            else if (cursor.Take(SymbolKind.Colon))
            {
                ReportRepeated(header.Unit is not null, current.Span, "unit");
                header.Unit = formulas.Units.Declared();
                CheckUnitEnds();
            }
            else if (IsUnitWithoutColon(header, current))
            {
                cursor.Report(
                    SyntaxDiagnostics.Expected,
                    current.Span,
                    $"A unit stands after `:`, as in `{word} NAME : {Excerpt.Of(cursor.Slice(current))}`.",
                    new Fix("Put `:` before it", new TextSpan(current.Start, 0), ": "));
                header.Unit = formulas.Units.Declared();
            }
            else
            {
                return;
            }
        }
    }

    // `: USD month`
    private void CheckUnitEnds()
    {
        var next = cursor.Current;
        if (next.Kind != TokenKind.Name || !cursor.Lines.HasValue || cursor.AtWord("by") || cursor.AtWord("from"))
        {
            return;
        }

        var gap = TextSpan.Between(cursor.PreviousEnd, next.Start);
        cursor.Fail(
            SyntaxDiagnostics.InvalidUnit,
            next.Span,
            $"The unit could end before `{Excerpt.Of(cursor.Slice(next))}`. Parts of a unit are joined with `/` or `*`.",
            new Fix("Divide by it", gap, "/"));
    }

    // `line revenue "Revenue" USD/month = …`
    private bool IsUnitWithoutColon(Header header, Lexeme current) =>
        current.Kind == TokenKind.Name
        && header.Unit is null
        && header.Label is not null
        && cursor.Lines.HasValue
        && cursor.Peek(1).Symbol is SymbolKind.Equal or SymbolKind.Slash or SymbolKind.Tilde;

    private void ReportRepeated(bool isRepeated, TextSpan span, string part)
    {
        if (isRepeated)
        {
            cursor.Report(SyntaxDiagnostics.RepeatedPart, span, $"There is a {part} already.");
        }
    }

    private ValueClauseSyntax InlineValue(string keyword)
    {
        var start = cursor.Current.Start;
        var value = values.AfterEquals(keyword);
        return new ValueClauseSyntax(cursor.SpanFrom(start), ValueClauseKind.Selected, [], value);
    }

    // So that later stages know of a value that could not be read, and do not report that there is none.
    private ValueClauseSyntax Unreadable()
    {
        var span = new TextSpan(cursor.PreviousEnd, 0);
        return new ValueClauseSyntax(span, ValueClauseKind.Selected, [], new ValueSyntax(span, new ErrorExpressionSyntax(span), null, []));
    }

    private void RejectValue()
    {
        if (cursor.At(SymbolKind.Equal))
        {
            cursor.Fail(
                SyntaxDiagnostics.ClauseNotTaken,
                cursor.Current.Span,
                "An account has no formula of its own: state `opening = …` and its flows, `plus …` and `minus …`, under it.");
        }
    }

    private NameSyntax Currency()
    {
        if (cursor.TryTake(TokenKind.Name, out var name))
        {
            return cursor.Name(name);
        }

        cursor.FailExpected("two currencies, as in `rate USD/CNY`");
        return new NameSyntax(new TextSpan(cursor.PreviousEnd, 0), "");
    }

    private ExpressionSyntax? Autoregression()
    {
        cursor.Take(SymbolKind.Comma);
        if (!cursor.AtWord("ar") || cursor.Peek(1).Symbol != SymbolKind.OpenParen)
        {
            return null;
        }

        var call = formulas.Call();
        if (call is CallSyntax { Arguments: [{ Name: null, Key: null } only] })
        {
            return only.Value;
        }

        cursor.Fail(SyntaxDiagnostics.Expected, call.Span, "Expected one number in `ar(…)`, as in `ar(0.6)`.");
        return null;
    }

    private static void Add(List<ClauseSyntax> clauses, ClauseSyntax? clause)
    {
        if (clause is not null)
        {
            clauses.Add(clause);
        }
    }

    private sealed class Header
    {
        public IReadOnlyList<NameSyntax> Dimensions { get; set; } = [];

        public TextSyntax? Label { get; set; }

        public UnitSyntax? Unit { get; set; }
    }
}
