namespace Proforma.Language.Syntax;

/// <summary>Kinds of clauses: what each declaration takes, and which of them a word begins.</summary>
[Flags]
internal enum ClauseSet : long
{
    None = 0,

    /// <summary>`SELECTORS = value`.</summary>
    Values = 1 << 0,
    Then = 1 << 1,
    Otherwise = 1 << 2,
    Opening = 1 << 3,
    Closing = 1 << 4,
    Average = 1 << 5,
    Plus = 1 << 6,
    Minus = 1 << 7,
    Aggregate = 1 << 8,
    Interpolate = 1 << 9,
    Circular = 1 << 10,
    Domain = 1 << 11,

    /// <summary>`from "file"`.</summary>
    File = 1 << 12,
    Column = 1 << 13,

    /// <summary>`from SOURCE`, as a clause of its own.</summary>
    Citation = 1 << 14,

    /// <summary>A row of a correlation matrix.</summary>
    Row = 1 << 15,
    Currency = 1 << 16,
    Calendar = 1 << 17,
    FiscalYear = 1 << 18,
    Severity = 1 << 19,
    Url = 1 << 20,
    Publisher = 1 << 21,
    Speaker = 1 << 22,
    Language = 1 << 23,
    Nearest = 1 << 24,
    AsOf = 1 << 25,
    Status = 1 << 26,
    InTrack = 1 << 27,
    LeastSquares = 1 << 28,
    Tolerance = 1 << 29,
    Modality = 1 << 30,

    /// <summary>`reading EXPR`: another way to read what a claim measures.</summary>
    Reading = 1L << 31,

    /// <summary>`basis EXPR`: what a claim's figure measures in truth.</summary>
    Basis = 1L << 32,

    /// <summary>`span 655 .. 662`: where the source says it.</summary>
    Span = 1L << 33,
}

/// <summary>Which clauses each declaration takes, and how they are called.</summary>
internal static class ClauseWords
{
    private static readonly (ClauseSet Clause, string Word)[] All =
    [
        (ClauseSet.Then, "then"), (ClauseSet.Otherwise, "otherwise"), (ClauseSet.Opening, "opening"), (ClauseSet.Closing, "closing"),
        (ClauseSet.Average, "average"), (ClauseSet.Plus, "plus"), (ClauseSet.Minus, "minus"), (ClauseSet.Aggregate, "aggregate"),
        (ClauseSet.Interpolate, "interpolate"), (ClauseSet.Circular, "circular"), (ClauseSet.Domain, "domain"), (ClauseSet.File, "from"),
        (ClauseSet.Column, "column"), (ClauseSet.Citation, "from"), (ClauseSet.Currency, "currency"), (ClauseSet.Calendar, "calendar"),
        (ClauseSet.FiscalYear, "fiscal year ends"), (ClauseSet.Severity, "severity"), (ClauseSet.Url, "url"), (ClauseSet.Publisher, "publisher"),
        (ClauseSet.Speaker, "speaker"), (ClauseSet.Language, "language"), (ClauseSet.Nearest, "nearest"), (ClauseSet.AsOf, "as of"),
        (ClauseSet.Status, "status"), (ClauseSet.InTrack, "in"), (ClauseSet.LeastSquares, "least squares"),
        (ClauseSet.Tolerance, "tolerance"), (ClauseSet.Modality, "modality"), (ClauseSet.Reading, "reading"), (ClauseSet.Basis, "basis"),
        (ClauseSet.Span, "span"),
    ];

    public static bool Has(this ClauseSet set, ClauseSet clause) => (set & clause) != ClauseSet.None;

    /// <summary>The clause that <paramref name="word"/> begins when it is not a selector; `from` gives <see cref="ClauseSet.Citation"/>.</summary>
    public static ClauseSet Of(ReadOnlySpan<char> word) => word switch
    {
        "then" => ClauseSet.Then,
        "otherwise" => ClauseSet.Otherwise,
        "opening" => ClauseSet.Opening,
        "closing" => ClauseSet.Closing,
        "average" => ClauseSet.Average,
        "plus" => ClauseSet.Plus,
        "minus" => ClauseSet.Minus,
        "aggregate" => ClauseSet.Aggregate,
        "interpolate" => ClauseSet.Interpolate,
        "circular" => ClauseSet.Circular,
        "domain" => ClauseSet.Domain,
        "from" => ClauseSet.Citation,
        "column" => ClauseSet.Column,
        "currency" => ClauseSet.Currency,
        "calendar" => ClauseSet.Calendar,
        "fiscal" => ClauseSet.FiscalYear,
        "severity" => ClauseSet.Severity,
        "url" => ClauseSet.Url,
        "publisher" => ClauseSet.Publisher,
        "speaker" => ClauseSet.Speaker,
        "language" => ClauseSet.Language,
        "nearest" => ClauseSet.Nearest,
        "as" => ClauseSet.AsOf,
        "status" => ClauseSet.Status,
        "in" => ClauseSet.InTrack,
        "least" => ClauseSet.LeastSquares,
        "tolerance" => ClauseSet.Tolerance,
        "modality" => ClauseSet.Modality,
        "reading" => ClauseSet.Reading,
        "basis" => ClauseSet.Basis,
        "span" => ClauseSet.Span,
        _ => ClauseSet.None,
    };

    /// <summary>The clauses of the declaration that <paramref name="keyword"/> begins.</summary>
    public static ClauseSet Under(string keyword) => keyword switch
    {
        "plan" => ClauseSet.Currency | ClauseSet.Calendar | ClauseSet.FiscalYear,
        "rate" => ClauseSet.Values | ClauseSet.Closing | ClauseSet.Average | ClauseSet.Interpolate | ClauseSet.File,
        "dimension" => ClauseSet.File,
        "input" => ClauseSet.Values | ClauseSet.Otherwise | ClauseSet.Aggregate | ClauseSet.Interpolate | ClauseSet.File | ClauseSet.Domain,
        "line" => ClauseSet.Values | ClauseSet.Then | ClauseSet.Otherwise | ClauseSet.Aggregate | ClauseSet.Circular,
        "account" => ClauseSet.Opening | ClauseSet.Closing | ClauseSet.Plus | ClauseSet.Minus | ClauseSet.Aggregate | ClauseSet.Circular,
        "correlate" => ClauseSet.Row,
        "check" => ClauseSet.Severity,
        "source" => ClauseSet.Url | ClauseSet.Publisher | ClauseSet.Speaker | ClauseSet.Language,
        "claim" => ClauseSet.Citation | ClauseSet.Nearest | ClauseSet.AsOf | ClauseSet.Status | ClauseSet.InTrack | ClauseSet.Speaker
            | ClauseSet.Tolerance | ClauseSet.Modality | ClauseSet.Reading | ClauseSet.Basis | ClauseSet.Span,
        "actuals" => ClauseSet.Column,
        "solve" => ClauseSet.Domain | ClauseSet.LeastSquares | ClauseSet.InTrack,
        _ => ClauseSet.None,
    };

    /// <summary>The words of <paramref name="clauses"/>.</summary>
    public static IEnumerable<string> WordsOf(ClauseSet clauses) => All.Where(c => clauses.Has(c.Clause)).Select(c => c.Word);

    /// <summary>What <paramref name="clauses"/> are, for a message: "values by selector, `interpolate`, `from`".</summary>
    public static string Describe(ClauseSet clauses)
    {
        var parts = WordsOf(clauses).Select(w => $"`{w}`").Distinct();
        if (clauses.Has(ClauseSet.Values))
        {
            parts = parts.Prepend("values by period, track or member");
        }

        if (clauses.Has(ClauseSet.Row))
        {
            parts = parts.Prepend("the rows of a matrix");
        }

        return string.Join(", ", parts);
    }

    /// <summary>The keywords of the declarations that take <paramref name="clause"/>.</summary>
    public static IEnumerable<string> Owners(ClauseSet clause) => Words.Declarations.Where(k => Under(k).Has(clause));
}
