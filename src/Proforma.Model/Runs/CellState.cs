namespace Proforma.Model.Runs;

/// <summary>What stands in a cell. Where states meet in a formula the higher one wins: failed over unknown over blank.</summary>
public enum CellState
{
    /// <summary>A finite number.</summary>
    Value = 0,

    /// <summary>No clause applies here. Roll-ups, checks and searches skip it.</summary>
    Blank = 1,

    /// <summary>An amount that nobody gave. It propagates and is never zero.</summary>
    Unknown = 2,

    /// <summary>The formula could not be computed; <see cref="FailureKind"/> says why.</summary>
    Failed = 3,
}

/// <summary>Why a cell failed.</summary>
public enum FailureKind
{
    None = 0,
    DivisionByZero,

    /// <summary>Beyond about 1.8e308.</summary>
    TooLarge,

    /// <summary>The root or logarithm of a number that has none, or a broken power of a negative one.</summary>
    NotReal,

    /// <summary>An argument outside of what the function accepts.</summary>
    InvalidArgument,

    /// <summary>A rate of return of flows that never change sign.</summary>
    NoSignChange,

    /// <summary>A root finder or a circular block did not settle within its tolerance.</summary>
    NoConvergence,

    /// <summary>A period outside of the calendar was read.</summary>
    OutsideCalendar,

    /// <summary>A circular block whose equations have no single solution.</summary>
    NoUniqueSolution,

    /// <summary>A roll-up that the line does not define (a ratio that says no `aggregate`).</summary>
    NoRollUp,

    /// <summary>Too few flows for the function.</summary>
    TooFewFlows,
}
