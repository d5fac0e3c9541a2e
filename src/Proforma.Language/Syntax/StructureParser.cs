using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads the declarations that give a plan its frame: files, tracks, units, dimensions, sources, sections.</summary>
internal sealed class StructureParser(
    Cursor cursor,
    ExpressionParser formulas,
    ValueParser values,
    NameParser names,
    ClauseParser clauses,
    LineEnd lineEnd)
{
    private readonly AttributeParser _attributes = new(cursor, formulas);

    /// <summary>`plan "Title"`.</summary>
    public PlanSyntax Plan(TextSpan keyword)
    {
        var title = names.Title("the plan's title in quotation marks after `plan`");
        var own = Clauses("plan");
        return new PlanSyntax(Span(keyword, own), keyword, title, own);
    }

    /// <summary>`track NAME "Label" from PARENT weight 30%`.</summary>
    public TrackSyntax Track(TextSpan keyword)
    {
        var name = names.Declared("track");
        TextSyntax? label = null;
        NameSyntax? parent = null;
        ExpressionSyntax? weight = null;
        while (true)
        {
            var current = cursor.Current;
            if (cursor.At(TokenKind.Text))
            {
                ReportRepeated(label is not null, current.Span, "label");
                label = names.Label();
            }
            else if (cursor.TakeWord("from"))
            {
                ReportRepeated(parent is not null, current.Span, "`from`");
                parent = _attributes.NameAfter("the track that this one starts from", "from");
            }
            else if (cursor.TakeWord("weight"))
            {
                ReportRepeated(weight is not null, current.Span, "`weight`");
                weight = formulas.Amount();
            }
            else
            {
                break;
            }
        }

        var own = Clauses("track");
        return new TrackSyntax(Span(keyword, own), keyword, name, label, parent, weight, own);
    }

    /// <summary>`unit NAME "label" = 1e6 token`.</summary>
    public UnitDeclarationSyntax Unit(TextSpan keyword)
    {
        var name = names.Declared("unit");
        var label = names.Label();
        NumberSyntax? definition = null;
        if (cursor.Take(SymbolKind.Equal))
        {
            var start = cursor.Current;
            if (formulas.Operand() is NumberSyntax number)
            {
                definition = number;
            }
            else if (!cursor.HasFailed)
            {
                cursor.Fail(
                    SyntaxDiagnostics.InvalidUnit,
                    cursor.SpanFrom(start.Start),
                    "A derived unit is a number of other units, as in `unit Mtoken = 1e6 token`.",
                    start.Kind == TokenKind.Name ? new Fix("Put a number before it", new TextSpan(start.Start, 0), "1 ") : null);
            }
        }

        var own = Clauses("unit");
        return new UnitDeclarationSyntax(Span(keyword, own), keyword, name, label, definition, own);
    }

    /// <summary>`dimension NAME "Label" = a "A", b "B" under a`, or `… from "file.csv" key COLUMN`.</summary>
    public DimensionSyntax Dimension(TextSpan keyword)
    {
        var name = names.Declared("dimension");
        var label = names.Label();
        var members = new List<MemberSyntax>();
        FileClauseSyntax? file = null;
        if (cursor.Take(SymbolKind.Equal))
        {
            do
            {
                if (Member() is not { } member)
                {
                    break;
                }

                members.Add(member);
            }
            while (cursor.Take(SymbolKind.Comma));
        }
        else if (cursor.AtWord("from"))
        {
            file = values.File();
        }

        var own = Clauses("dimension");
        var inClauses = own.OfType<FileClauseSyntax>().FirstOrDefault();
        if (inClauses is not null && file is null)
        {
            file = inClauses;
            own.Remove(inClauses);
        }

        return new DimensionSyntax(
            TextSpan.Between(keyword.Start, Math.Max(Span(keyword, own).End, file?.Span.End ?? 0)),
            keyword,
            name,
            label,
            members,
            file,
            own);
    }

    /// <summary>`correlate a, b = 0.4`, or names and a matrix.</summary>
    public CorrelateSyntax Correlate(TextSpan keyword)
    {
        var inputs = names.List("correlate");
        var value = cursor.Take(SymbolKind.Equal) ? formulas.Amount() : null;
        var own = Clauses("correlate");
        return new CorrelateSyntax(Span(keyword, own), keyword, inputs, value, own);
    }

    /// <summary>`source NAME "Title" DATE`.</summary>
    public SourceSyntax Source(TextSpan keyword)
    {
        var name = names.Declared("source");
        var title = names.Label();
        var date = cursor.IsAtEnd ? null : _attributes.Period("the title");
        title ??= names.Label();
        var own = Clauses("source");
        return new SourceSyntax(Span(keyword, own), keyword, name, title, date, own);
    }

    /// <summary>`actuals from "file.csv" through PERIOD`.</summary>
    public ActualsSyntax Actuals(TextSpan keyword)
    {
        FileClauseSyntax? file = null;
        if (cursor.AtWord("from"))
        {
            file = values.File(stop: "through");
        }
        else
        {
            cursor.FailExpected("`from` and a file name after `actuals`");
        }

        ExpressionSyntax? through = null;
        if (cursor.TakeWord("through"))
        {
            through = cursor.At(TokenKind.Name) ? formulas.Operand() : _attributes.Period("through");
        }

        var own = Clauses("actuals");
        return new ActualsSyntax(Span(keyword, own), keyword, file, through, own);
    }

    /// <summary>`section "Title"`.</summary>
    public SectionSyntax Section(TextSpan keyword)
    {
        var title = names.Title("the section's title in quotation marks after `section`");
        var own = Clauses("section");
        return new SectionSyntax(Span(keyword, own), keyword, title, own);
    }

    /// <summary>`use "openai.plan" as openai`.</summary>
    public UseSyntax Use(TextSpan keyword)
    {
        var path = names.Title("a file name in quotation marks after `use`");
        NameSyntax? alias = null;
        if (cursor.TakeWord("as"))
        {
            alias = names.Declared("as");
        }

        var own = Clauses("use");
        return new UseSyntax(Span(keyword, own), keyword, path, alias, own);
    }

    private MemberSyntax? Member()
    {
        var first = cursor.Current;
        NameSyntax name;
        if (cursor.TryTake(TokenKind.Name, out _))
        {
            name = cursor.Name(first);
        }
        else if (cursor.TryTake(TokenKind.Text, out _))
        {
            name = new NameSyntax(first.Span, cursor.TextValue(first));
        }
        else
        {
            cursor.FailExpected("a member, which is a name or a text in quotation marks");
            return null;
        }

        var label = names.Label();
        var parent = cursor.TakeWord("under") ? Parent() : null;
        return new MemberSyntax(cursor.SpanFrom(first.Start), name, label, parent);
    }

    private NameSyntax? Parent()
    {
        if (cursor.TryTake(TokenKind.Text, out var text))
        {
            return new NameSyntax(text.Span, cursor.TextValue(text));
        }

        return _attributes.NameAfter("a member", "under");
    }

    private void ReportRepeated(bool isRepeated, TextSpan span, string part)
    {
        if (isRepeated)
        {
            cursor.Report(SyntaxDiagnostics.RepeatedPart, span, $"There is a {part} already.");
        }
    }

    private List<ClauseSyntax> Clauses(string keyword)
    {
        lineEnd.Expect();
        var own = new List<ClauseSyntax>(0);
        clauses.Read(keyword, own);
        return own;
    }

    private TextSpan Span(TextSpan keyword, List<ClauseSyntax> own) => Declarations.Span(keyword, cursor, own);
}
