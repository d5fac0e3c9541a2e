namespace Proforma.Language.Diagnostics;

/// <summary>Diagnostics about names and declarations (PF3), units, kinds and time (PF4), order (PF5), tables (PF6), runs (PF7) and claims (PF8).</summary>
public static class BindingDiagnostics
{
    public static readonly DiagnosticDescriptor UnknownName = Error("PF3001", "Unknown name");
    public static readonly DiagnosticDescriptor DuplicateName = Error("PF3002", "Name declared twice");
    public static readonly DiagnosticDescriptor UnknownUnit = Error("PF3003", "Unknown unit");
    public static readonly DiagnosticDescriptor NotThatKindOfName = Error("PF3004", "A name of another kind");
    public static readonly DiagnosticDescriptor MissingPlan = Error("PF3005", "No plan declaration");
    public static readonly DiagnosticDescriptor MisplacedPlan = Error("PF3006", "A second plan declaration");
    public static readonly DiagnosticDescriptor UnreadableFile = Error("PF3007", "A used file cannot be read");
    public static readonly DiagnosticDescriptor CircularUse = Error("PF3008", "Files that use each other");
    public static readonly DiagnosticDescriptor TooManyFiles = Error("PF3009", "Too many used files");
    public static readonly DiagnosticDescriptor InheritanceCycle = Error("PF3010", "A track or member that descends from itself");
    public static readonly DiagnosticDescriptor ReservedName = Error("PF3011", "A name that means something already");
    public static readonly DiagnosticDescriptor UnknownFunction = Error("PF3012", "Unknown function");
    public static readonly DiagnosticDescriptor WrongArguments = Error("PF3013", "Arguments that the function does not take");
    public static readonly DiagnosticDescriptor AmbiguousMember = Error("PF3014", "A member of several dimensions");
    public static readonly DiagnosticDescriptor BadCalendar = Error("PF3015", "A calendar that cannot be used");
    public static readonly DiagnosticDescriptor TracksDoNotMatch = Error("PF3016", "Tracks of a used plan that do not match");
    public static readonly DiagnosticDescriptor TooManyDimensions = Error("PF3017", "Too many dimensions");
    public static readonly DiagnosticDescriptor ClauseNotAllowed = Error("PF3018", "A clause that does not belong here");
    public static readonly DiagnosticDescriptor MissingValue = Error("PF3019", "A declaration without a value");
    public static readonly DiagnosticDescriptor UnusedSelector = Error("PF3020", "A selector that fits nothing");
    public static readonly DiagnosticDescriptor OverlappingClauses = Error("PF3021", "Clauses that overlap");
    public static readonly DiagnosticDescriptor BadTrackWeight = Error("PF3022", "Track weights that are no probabilities");

    public static readonly DiagnosticDescriptor UnitMismatch = Error("PF4001", "Units that do not go together");
    public static readonly DiagnosticDescriptor DeclaredUnitMismatch = Error("PF4002", "A formula that does not have the declared unit");
    public static readonly DiagnosticDescriptor CurrencyMismatch = Error("PF4003", "Currencies that do not go together");
    public static readonly DiagnosticDescriptor FlowStockMismatch = Error("PF4004", "A flow where an amount belongs, or the reverse");
    public static readonly DiagnosticDescriptor BareNumber = Error("PF4005", "A number without its unit");
    public static readonly DiagnosticDescriptor NotACondition = Error("PF4006", "A condition where a figure belongs, or the reverse");
    public static readonly DiagnosticDescriptor UnitNotInferred = Error("PF4007", "A unit that cannot be inferred");
    public static readonly DiagnosticDescriptor ExponentNotConstant = Error("PF4008", "An exponent that the unit cannot have");
    public static readonly DiagnosticDescriptor InputNotConstant = Error("PF4009", "An input that is a formula");
    public static readonly DiagnosticDescriptor NeedsPeriod = Error("PF4010", "A series where one figure belongs");
    public static readonly DiagnosticDescriptor NoRollUp = Error("PF4011", "A line that has no roll-up");
    public static readonly DiagnosticDescriptor WrongGrain = Error("PF4012", "A period shorter than the calendar's steps");
    public static readonly DiagnosticDescriptor UndatedConversion = Error("PF4013", "A currency conversion without a date");
    public static readonly DiagnosticDescriptor NoExchangeRate = Error("PF4014", "No exchange rate");
    public static readonly DiagnosticDescriptor PeriodExpected = Error("PF4015", "A period is expected");
    public static readonly DiagnosticDescriptor DimensionNotDeclared = Error("PF4016", "A dimension that the line does not have");
    public static readonly DiagnosticDescriptor Hole = Error("PF4017", "A place left open");
    public static readonly DiagnosticDescriptor ArgumentUnit = Error("PF4018", "An argument with the wrong unit");
    public static readonly DiagnosticDescriptor BeyondCalendar = Error("PF4019", "A period before the calendar begins or after it ends");
    public static readonly DiagnosticDescriptor OutsideCalendar = Error("PF4020", "A period that the calendar does not reach");
    public static readonly DiagnosticDescriptor BadAggregate = Error("PF4021", "A roll-up that does not fit");
    public static readonly DiagnosticDescriptor BadDistribution = Error("PF4022", "A distribution that cannot be");
    public static readonly DiagnosticDescriptor NotAllowedHere = Error("PF4023", "Something that cannot stand here");
    public static readonly DiagnosticDescriptor NumberTooLarge = Error("PF4024", "A number that is too large");
    public static readonly DiagnosticDescriptor NeedsMember = Error("PF4025", "A dimension that must be summed or selected");
    public static readonly DiagnosticDescriptor BadCorrelation = Error("PF4026", "A correlation that cannot be");

    public static readonly DiagnosticDescriptor UnfinishedClaim = Warning("PF4030", "A claim that is not finished");

    public static readonly DiagnosticDescriptor Cycle = Error("PF5001", "Lines that depend on each other in the same period");
    public static readonly DiagnosticDescriptor OrderTooLarge = Error("PF5002", "Too many cells that depend on each other both ways");

    public static readonly DiagnosticDescriptor UnreadableTable = Error("PF6001", "A table that cannot be read");
    public static readonly DiagnosticDescriptor MissingColumn = Error("PF6002", "A column that the table does not have");
    public static readonly DiagnosticDescriptor BadCell = Error("PF6003", "A cell of the table that cannot be used");
    public static readonly DiagnosticDescriptor DuplicateKey = Error("PF6004", "The same key twice");
    public static readonly DiagnosticDescriptor UnusedActuals = Warning("PF6006", "Actuals that are not used");
    public static readonly DiagnosticDescriptor GapInActuals = Warning("PF6007", "Periods that the actuals leave to the formula");
    public static readonly DiagnosticDescriptor RejectedRows = Warning("PF6005", "Rows of the table that were left out");

    public static readonly DiagnosticDescriptor SolveNotRun = Note("PF7001", "A solve that this run does not carry out");
    public static readonly DiagnosticDescriptor TooManyCells = Error("PF7002", "More cells than a run may have");

    public static readonly DiagnosticDescriptor ClaimWithoutLine = Warning("PF8001", "A claim about a line that the plan does not have");
    public static readonly DiagnosticDescriptor ClaimOutsideCalendar = Warning("PF8002", "A claim about a period that the calendar does not reach");
    public static readonly DiagnosticDescriptor ContradictoryClaim = Error("PF8003", "What stands under a claim contradicts itself");

    private static DiagnosticDescriptor Error(string code, string title) => new(code, Severity.Error, title);

    private static DiagnosticDescriptor Warning(string code, string title) => new(code, Severity.Warning, title);

    private static DiagnosticDescriptor Note(string code, string title) => new(code, Severity.Note, title);
}
