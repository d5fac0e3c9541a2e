namespace Proforma.Engine.Finance;

/// <summary>Why a finance function has no value for its arguments.</summary>
public enum FinanceFailure
{
    /// <summary>There is no failure: the function has a value.</summary>
    None = 0,

    /// <summary>An argument, a cash flow or the guess is not a finite number.</summary>
    NotFinite,

    /// <summary>An argument lies outside the function's domain, such as a rate of -100% or less, or a period outside 1 to the last.</summary>
    InvalidArgument,

    /// <summary>There are fewer cash flows than the function needs.</summary>
    TooFewFlows,

    /// <summary>The number of dates differs from the number of cash flows.</summary>
    LengthMismatch,

    /// <summary>A cash flow is dated before the first one. The first date must be the earliest; the others may stand in any order.</summary>
    DatesNotAscendingFromFirst,

    /// <summary>The cash flows are all payments, all receipts or all zero, so no rate of return exists.</summary>
    NoSignChange,

    /// <summary>The equation has no solution: the flows change sign, and still no rate (or no number of periods) satisfies it.</summary>
    NoSolution,

    /// <summary>The search was stopped before it could tell whether there is a solution, because the cash flows nearly cancel everywhere.</summary>
    NoConvergence,

    /// <summary>The value exists and is too large for a number, or is a rate too close to -100% to be told from it.</summary>
    OutOfRange,
}
