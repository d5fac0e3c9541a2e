using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>A line indented under a declaration. A closed hierarchy.</summary>
public abstract class ClauseSyntax(TextSpan span) : SyntaxNode(span);

/// <summary>Where a value comes from: `from SOURCE "quote"` or `assumed "why"`.</summary>
public sealed class CitationSyntax(TextSpan span, NameSyntax? source, TextSyntax? text) : SyntaxNode(span)
{
    /// <summary>Null for `assumed`.</summary>
    public NameSyntax? Source { get; } = source;

    /// <summary>The quote or the reason.</summary>
    public TextSyntax? Text { get; } = text;
}

/// <summary>A value with its uncertainty and its sources: `= point ~ distribution from SOURCE "quote"`. Point or distribution may be absent, not both.</summary>
public sealed class ValueSyntax(TextSpan span, ExpressionSyntax? point, ExpressionSyntax? distribution, IReadOnlyList<CitationSyntax> citations)
    : SyntaxNode(span)
{
    public ExpressionSyntax? Point { get; } = point;

    public ExpressionSyntax? Distribution { get; } = distribution;

    public IReadOnlyList<CitationSyntax> Citations { get; } = citations;
}

public enum ValueClauseKind
{
    /// <summary>`SELECTORS = value`; without selectors in the declaration's own line.</summary>
    Selected,

    /// <summary>`then = value`: every period after the clause above.</summary>
    Then,

    /// <summary>`otherwise = value`: the rest.</summary>
    Otherwise,

    /// <summary>`opening = value` of an account.</summary>
    Opening,

    /// <summary>`closing PERIOD = value` of an account, or `closing` values of a rate (selectors give the periods).</summary>
    Closing,

    /// <summary>`average` values of a rate.</summary>
    Average,

    /// <summary>`plus value` of an account.</summary>
    Plus,

    /// <summary>`minus value` of an account.</summary>
    Minus,
}

public sealed class ValueClauseSyntax(TextSpan span, ValueClauseKind kind, IReadOnlyList<ExpressionSyntax> selectors, ValueSyntax value)
    : ClauseSyntax(span)
{
    public ValueClauseKind Kind { get; } = kind;

    /// <summary>Tracks, periods, ranges and members, in any order (names, periods, bare years as periods, ranges, texts, `product.api`).</summary>
    public IReadOnlyList<ExpressionSyntax> Selectors { get; } = selectors;

    public ValueSyntax Value { get; } = value;
}

/// <summary>`aggregate closing`, `aggregate weighted by usage`.</summary>
public sealed class AggregateClauseSyntax(TextSpan span, NameSyntax rule, ExpressionSyntax? weight) : ClauseSyntax(span)
{
    public NameSyntax Rule { get; } = rule;

    public ExpressionSyntax? Weight { get; } = weight;
}

/// <summary>`interpolate`.</summary>
public sealed class InterpolateClauseSyntax(TextSpan span) : ClauseSyntax(span);

/// <summary>`circular` or `circular tolerance 1e-9`.</summary>
public sealed class CircularClauseSyntax(TextSpan span, ExpressionSyntax? tolerance) : ClauseSyntax(span)
{
    public ExpressionSyntax? Tolerance { get; } = tolerance;
}

/// <summary>`domain 0 .. 1` of an input or of a `solve`.</summary>
public sealed class DomainClauseSyntax(TextSpan span, NameSyntax? name, RangeSyntax range) : ClauseSyntax(span)
{
    /// <summary>The input it bounds, in a `solve` with several.</summary>
    public NameSyntax? Name { get; } = name;

    public RangeSyntax Range { get; } = range;
}

/// <summary>`from "file.csv" column "Price" key sku`: values or members read from a table.</summary>
public sealed class FileClauseSyntax(TextSpan span, TextSyntax path, IReadOnlyList<FileOptionSyntax> options) : ClauseSyntax(span)
{
    public TextSyntax Path { get; } = path;

    public IReadOnlyList<FileOptionSyntax> Options { get; } = options;
}

/// <summary>`key sku`, `column "Price"`, `label name`, `parent region`: a word and a column of the table.</summary>
public sealed class FileOptionSyntax(TextSpan span, NameSyntax word, TextSyntax column) : SyntaxNode(span)
{
    public NameSyntax Word { get; } = word;

    public TextSyntax Column { get; } = column;
}

/// <summary>`column "Net sales" = revenue` under `actuals`.</summary>
public sealed class ColumnClauseSyntax(TextSpan span, TextSyntax column, ExpressionSyntax line) : ClauseSyntax(span)
{
    public TextSyntax Column { get; } = column;

    public ExpressionSyntax Line { get; } = line;
}

/// <summary>
/// A word with something after it: `currency USD`, `severity warning`, `url https://…`, `publisher "…"`, `nearest 1B USD`,
/// `tolerance 5%`, `as of 2025-02-13`, `status draft`, `span 655 .. 662`, `modality expected`, `basis run_rate[2024-12]`, `least squares`, `in aggressive`, `from SOURCE "quote"` of a claim has its own place.
/// </summary>
public sealed class AttributeClauseSyntax(TextSpan span, NameSyntax word, IReadOnlyList<ExpressionSyntax> values, string rawText) : ClauseSyntax(span)
{
    public NameSyntax Word { get; } = word;

    /// <summary>What follows, read as expressions where it can be; empty for a URL.</summary>
    public IReadOnlyList<ExpressionSyntax> Values { get; } = values;

    /// <summary>The rest of the line as written, trimmed.</summary>
    public string RawText { get; } = rawText;
}

/// <summary>`calendar monthly 2024-01 .. 2027-12`.</summary>
public sealed class CalendarClauseSyntax(TextSpan span, NameSyntax grain, RangeSyntax range) : ClauseSyntax(span)
{
    /// <summary>daily, weekly, monthly, quarterly or yearly, as written.</summary>
    public NameSyntax Grain { get; } = grain;

    public RangeSyntax Range { get; } = range;
}

/// <summary>`fiscal year ends June` (a month's English name or its number).</summary>
public sealed class FiscalYearClauseSyntax(TextSpan span, TextSpan monthSpan, string month) : ClauseSyntax(span)
{
    public TextSpan MonthSpan { get; } = monthSpan;

    public string Month { get; } = month;
}

/// <summary>A row of a correlation matrix: `0.4, 1`.</summary>
public sealed class MatrixRowClauseSyntax(TextSpan span, IReadOnlyList<ExpressionSyntax> values) : ClauseSyntax(span)
{
    public IReadOnlyList<ExpressionSyntax> Values { get; } = values;
}

/// <summary>`from SOURCE "quote"` under a claim.</summary>
public sealed class CitationClauseSyntax(TextSpan span, CitationSyntax citation) : ClauseSyntax(span)
{
    public CitationSyntax Citation { get; } = citation;
}
