using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>A declaration: a line that begins in the first column, with its clauses. A closed hierarchy.</summary>
public abstract class DeclarationSyntax(TextSpan span, TextSpan keyword, IReadOnlyList<ClauseSyntax> clauses) : SyntaxNode(span)
{
    public TextSpan Keyword { get; } = keyword;

    public IReadOnlyList<ClauseSyntax> Clauses { get; } = clauses;

    /// <summary>The first clause of a kind, or null.</summary>
    internal T? First<T>()
        where T : ClauseSyntax
    {
        for (var i = 0; i < Clauses.Count; i++)
        {
            if (Clauses[i] is T found)
            {
                return found;
            }
        }

        return null;
    }
}

/// <summary>`plan "Title"` with currency, calendar and fiscal year.</summary>
public sealed class PlanSyntax(TextSpan span, TextSpan keyword, TextSyntax? title, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public TextSyntax? Title { get; } = title;
}

/// <summary>`track NAME "Label" from PARENT weight 30%`.</summary>
public sealed class TrackSyntax(
    TextSpan span, TextSpan keyword, NameSyntax name, TextSyntax? label, NameSyntax? parent, ExpressionSyntax? weight, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public NameSyntax Name { get; } = name;

    public TextSyntax? Label { get; } = label;

    public NameSyntax? Parent { get; } = parent;

    public ExpressionSyntax? Weight { get; } = weight;
}

/// <summary>`unit seat`, `unit Mtoken = 1e6 token`.</summary>
public sealed class UnitDeclarationSyntax(
    TextSpan span, TextSpan keyword, NameSyntax name, TextSyntax? label, NumberSyntax? definition, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public NameSyntax Name { get; } = name;

    public TextSyntax? Label { get; } = label;

    public NumberSyntax? Definition { get; } = definition;
}

/// <summary>`dimension product "Product" = api "API", seats "Seats" under api`, or `… from "products.csv" key sku`.</summary>
public sealed class DimensionSyntax(
    TextSpan span, TextSpan keyword, NameSyntax name, TextSyntax? label, IReadOnlyList<MemberSyntax> members, FileClauseSyntax? file, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public NameSyntax Name { get; } = name;

    public TextSyntax? Label { get; } = label;

    public IReadOnlyList<MemberSyntax> Members { get; } = members;

    public FileClauseSyntax? File { get; } = file;
}

/// <summary>A member of a dimension; a quoted one has its text as name. `under` names the member it rolls up into.</summary>
public sealed class MemberSyntax(TextSpan span, NameSyntax name, TextSyntax? label, NameSyntax? parent) : SyntaxNode(span)
{
    public NameSyntax Name { get; } = name;

    public TextSyntax? Label { get; } = label;

    public NameSyntax? Parent { get; } = parent;
}

public enum SeriesKind
{
    Input,
    Line,
    Account,
    Measure,
}

/// <summary>`input`, `line`, `account` or `measure NAME by DIM "Label" : UNIT = value`; the value on the line itself is the first clause.</summary>
public sealed class SeriesSyntax(
    TextSpan span,
    TextSpan keyword,
    SeriesKind kind,
    NameSyntax name,
    IReadOnlyList<NameSyntax> dimensions,
    TextSyntax? label,
    UnitSyntax? unit,
    IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public SeriesKind Kind { get; } = kind;

    public NameSyntax Name { get; } = name;

    public IReadOnlyList<NameSyntax> Dimensions { get; } = dimensions;

    public TextSyntax? Label { get; } = label;

    public UnitSyntax? Unit { get; } = unit;
}

/// <summary>`rate USD/CNY = 7.25`: 1 USD in CNY. The value on the line itself is the first clause.</summary>
public sealed class RateSyntax(TextSpan span, TextSpan keyword, NameSyntax from, NameSyntax to, TextSyntax? label, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public NameSyntax From { get; } = from;

    public NameSyntax To { get; } = to;

    public TextSyntax? Label { get; } = label;
}

/// <summary>`noise NAME "Label" : UNIT ~ distribution each period ar(0.6)`.</summary>
public sealed class NoiseSyntax(
    TextSpan span, TextSpan keyword, NameSyntax name, TextSyntax? label, UnitSyntax? unit, ExpressionSyntax distribution, ExpressionSyntax? autoregression, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public NameSyntax Name { get; } = name;

    public TextSyntax? Label { get; } = label;

    public UnitSyntax? Unit { get; } = unit;

    public ExpressionSyntax Distribution { get; } = distribution;

    /// <summary>The argument of `ar(…)`.</summary>
    public ExpressionSyntax? Autoregression { get; } = autoregression;
}

/// <summary>`correlate a, b = 0.4`, or names with a lower-triangular matrix in the clauses.</summary>
public sealed class CorrelateSyntax(TextSpan span, TextSpan keyword, IReadOnlyList<NameSyntax> names, ExpressionSyntax? value, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public IReadOnlyList<NameSyntax> Names { get; } = names;

    public ExpressionSyntax? Value { get; } = value;
}

/// <summary>`check expr "Label"`.</summary>
public sealed class CheckSyntax(TextSpan span, TextSpan keyword, ExpressionSyntax condition, TextSyntax? label, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public ExpressionSyntax Condition { get; } = condition;

    public TextSyntax? Label { get; } = label;
}

/// <summary>`source NAME "Title" 2025-02-13`.</summary>
public sealed class SourceSyntax(TextSpan span, TextSpan keyword, NameSyntax name, TextSyntax? title, PeriodSyntax? date, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public NameSyntax Name { get; } = name;

    public TextSyntax? Title { get; } = title;

    public PeriodSyntax? Date { get; } = date;
}

/// <summary>What a claim says about how its two sides compare.</summary>
public enum Hedge
{
    Equal,
    About,
    Nearly,
    AtMost,
    UpTo,
    AtLeast,
    Below,
    Over,
    Between,

    /// <summary>`turn in 2027`: a date inside a period.</summary>
    In,
}

/// <summary>`claim [NAME:] expr HEDGE expr [in TRACK]`, or `claim "text"`; citations and attributes are clauses.</summary>
public sealed class ClaimSyntax(
    TextSpan span,
    TextSpan keyword,
    NameSyntax? name,
    ExpressionSyntax? left,
    Hedge hedge,
    ExpressionSyntax? right,
    ExpressionSyntax? upper,
    NameSyntax? track,
    TextSyntax? text,
    IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public NameSyntax? Name { get; } = name;

    /// <summary>Null for a claim that is only text.</summary>
    public ExpressionSyntax? Left { get; } = left;

    public Hedge Hedge { get; } = hedge;

    public ExpressionSyntax? Right { get; } = right;

    /// <summary>The upper end of `between a and b`.</summary>
    public ExpressionSyntax? Upper { get; } = upper;

    public NameSyntax? Track { get; } = track;

    public TextSyntax? Text { get; } = text;
}

/// <summary>`actuals from "file.csv" through 2025-03`.</summary>
public sealed class ActualsSyntax(TextSpan span, TextSpan keyword, FileClauseSyntax? file, ExpressionSyntax? through, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public FileClauseSyntax? File { get; } = file;

    public ExpressionSyntax? Through { get; } = through;
}

/// <summary>`solve a, b so that expr = value in TRACK`; further targets are separated by commas.</summary>
public sealed class SolveSyntax(
    TextSpan span, TextSpan keyword, IReadOnlyList<NameSyntax> names, IReadOnlyList<ExpressionSyntax> targets, NameSyntax? track, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public IReadOnlyList<NameSyntax> Names { get; } = names;

    /// <summary>Equations: binary expressions with `=`.</summary>
    public IReadOnlyList<ExpressionSyntax> Targets { get; } = targets;

    public NameSyntax? Track { get; } = track;
}

/// <summary>`section "Title"`.</summary>
public sealed class SectionSyntax(TextSpan span, TextSpan keyword, TextSyntax? title, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public TextSyntax? Title { get; } = title;
}

/// <summary>`use "openai.plan" as openai`.</summary>
public sealed class UseSyntax(TextSpan span, TextSpan keyword, TextSyntax? path, NameSyntax? alias, IReadOnlyList<ClauseSyntax> clauses)
    : DeclarationSyntax(span, keyword, clauses)
{
    public TextSyntax? Path { get; } = path;

    public NameSyntax? Alias { get; } = alias;
}

/// <summary>A line that begins no declaration. Already reported.</summary>
public sealed class ErrorDeclarationSyntax(TextSpan span) : DeclarationSyntax(span, span, []);
