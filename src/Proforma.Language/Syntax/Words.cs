namespace Proforma.Language.Syntax;

/// <summary>The words of the language. All but the reserved ones are words only where the grammar expects them.</summary>
internal static class Words
{
    /// <summary>The keywords that begin declarations, in the order of the reference.</summary>
    public static readonly string[] Declarations =
    [
        "plan", "track", "unit", "rate", "dimension", "input", "line", "account", "measure", "noise", "correlate", "check", "source", "claim",
        "actuals", "solve", "section", "use",
    ];

    public static bool IsDeclaration(ReadOnlySpan<char> word) => word is
        "line" or "input" or "account" or "measure" or "check" or "claim" or "section" or "source" or "unit" or "track" or "plan" or "rate"
        or "dimension" or "noise" or "correlate" or "actuals" or "solve" or "use";

    /// <summary>Words that are operators in every formula and so cannot be names.</summary>
    public static bool IsReserved(ReadOnlySpan<char> word) => word is "and" or "or" or "not" or "if" or "then" or "else" or "in" or "to" or "unknown";

    /// <summary>Words that follow a number without being its unit.</summary>
    public static bool EndsQuantity(ReadOnlySpan<char> word) => IsReserved(word) || word is
        "at" or "from" or "assumed" or "over" or "by" or "is" or "each" or "nearly" or "between" or "up" or "as" or "of" or "through" or "under"
        or "weight" or "so" or "nearest" or "status" or "with" or "about";

    /// <summary>Operator words after which a line is not finished.</summary>
    public static bool IsTrailingOperator(ReadOnlySpan<char> word) => word is "and" or "or" or "not" or "if" or "then" or "else" or "in" or "to";
}
