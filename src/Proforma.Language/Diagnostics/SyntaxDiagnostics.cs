namespace Proforma.Language.Diagnostics;

/// <summary>
/// What the decoder, the lexer (PF1…) and the parser (PF2…) report. Every code has a page in `docs/errors` and a case in
/// `tests/cases/errors`.
/// </summary>
public static class SyntaxDiagnostics
{
    public static readonly DiagnosticDescriptor NotUtf8 = Error("PF1001", "The file is not UTF-8");
    public static readonly DiagnosticDescriptor Utf16 = Error("PF1002", "The file is UTF-16 or UTF-32");
    public static readonly DiagnosticDescriptor BinaryFile = Error("PF1003", "The file is not text");
    public static readonly DiagnosticDescriptor FileTooLarge = Error("PF1004", "The file is too large");
    public static readonly DiagnosticDescriptor UnexpectedCharacter = Error("PF1005", "A character that means nothing here");
    public static readonly DiagnosticDescriptor HiddenCharacter = Error("PF1006", "A control or invisible character");
    public static readonly DiagnosticDescriptor TypographicCharacter = Error("PF1007", "A full-width or typographic character");
    public static readonly DiagnosticDescriptor ForeignOperator = Error("PF1008", "An operator from another language");
    public static readonly DiagnosticDescriptor QuotationMarks = Error("PF1009", "Quotation marks other than \"");
    public static readonly DiagnosticDescriptor UnterminatedText = Error("PF1010", "A text without its closing quotation mark");
    public static readonly DiagnosticDescriptor UnknownEscape = Error("PF1011", "An unknown escape in a text");
    public static readonly DiagnosticDescriptor UnknownSuffix = Error("PF1012", "Letters directly after a number");
    public static readonly DiagnosticDescriptor MalformedNumber = Error("PF1013", "A number that cannot be read");
    public static readonly DiagnosticDescriptor NumberTooLarge = Error("PF1014", "A number that is too large");
    public static readonly DiagnosticDescriptor NoSuchPeriod = Error("PF1015", "A period that does not exist");
    public static readonly DiagnosticDescriptor MalformedPeriod = Error("PF1016", "A period that is spelled another way");
    public static readonly DiagnosticDescriptor MixedIndentation = Error("PF1017", "Indentation that mixes tabs and spaces");
    public static readonly DiagnosticDescriptor CommentMark = Error("PF1018", "How a comment begins");
    public static readonly DiagnosticDescriptor TooManyDiagnostics = new("PF1019", Severity.Note, "More problems than are listed");

    public static readonly DiagnosticDescriptor EmptyFile = new("PF2001", Severity.Warning, "The file declares nothing");
    public static readonly DiagnosticDescriptor UnknownDeclaration = Error("PF2002", "A line that begins no declaration");
    public static readonly DiagnosticDescriptor Expected = Error("PF2003", "Something is missing");
    public static readonly DiagnosticDescriptor ExpectedExpression = Error("PF2004", "A formula is missing or incomplete");
    public static readonly DiagnosticDescriptor UnexpectedText = Error("PF2005", "Text that does not belong to the line");
    public static readonly DiagnosticDescriptor MissingEquals = Error("PF2006", "The = is missing");
    public static readonly DiagnosticDescriptor MissingBranch = Error("PF2007", "if needs then and else");
    public static readonly DiagnosticDescriptor ThousandsComma = Error("PF2008", "A comma inside a number");
    public static readonly DiagnosticDescriptor CurrencySign = Error("PF2009", "A currency sign instead of a currency");
    public static readonly DiagnosticDescriptor DetachedPercent = Error("PF2010", "A percent sign that stands alone");
    public static readonly DiagnosticDescriptor NumberWord = Error("PF2011", "A number spelled with a word");
    public static readonly DiagnosticDescriptor IndentedDeclaration = Error("PF2012", "A declaration that is indented");
    public static readonly DiagnosticDescriptor WrongIndentation = Error("PF2013", "Indentation that fits nothing");
    public static readonly DiagnosticDescriptor ClauseNotTaken = Error("PF2014", "A clause that this declaration does not take");
    public static readonly DiagnosticDescriptor UnknownClause = Error("PF2015", "An unknown clause");
    public static readonly DiagnosticDescriptor ClauseOutside = Error("PF2016", "A clause outside a declaration");
    public static readonly DiagnosticDescriptor UnclosedBracket = Error("PF2017", "A bracket that is never closed");
    public static readonly DiagnosticDescriptor UnmatchedBracket = Error("PF2018", "A closing bracket without its opening one");
    public static readonly DiagnosticDescriptor ChainedComparison = Error("PF2019", "Comparisons in a chain");
    public static readonly DiagnosticDescriptor NestingTooDeep = Error("PF2020", "A formula that is nested too deeply");
    public static readonly DiagnosticDescriptor FormulaTooLong = Error("PF2021", "A formula with too many terms");
    public static readonly DiagnosticDescriptor ReservedName = Error("PF2022", "A word that cannot be a name");
    public static readonly DiagnosticDescriptor InvalidName = Error("PF2023", "A name that cannot be read");
    public static readonly DiagnosticDescriptor InvalidUnit = Error("PF2024", "A unit that cannot be read");
    public static readonly DiagnosticDescriptor MissingHedge = Error("PF2025", "A claim that compares nothing");
    public static readonly DiagnosticDescriptor NotUncertain = Error("PF2026", "A distribution where none can stand");
    public static readonly DiagnosticDescriptor RepeatedPart = Error("PF2027", "A part that is given twice");
    public static readonly DiagnosticDescriptor IntervalInFormula = Error("PF2028", "An interval in a formula");
    public static readonly DiagnosticDescriptor ClauseBeginsWithOperator = Error("PF2029", "A clause that begins with an operator");

    private static DiagnosticDescriptor Error(string code, string title) => new(code, Severity.Error, title);
}
