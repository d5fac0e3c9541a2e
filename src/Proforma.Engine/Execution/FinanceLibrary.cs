using Proforma.Engine.Finance;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution;

/// <summary>The finance functions of the language, by name, with the defaults that spreadsheets give to arguments left out.</summary>
public static class FinanceLibrary
{
    /// <summary>All of them.</summary>
    public static FinanceCalls All { get; } = new(new Dictionary<string, FinanceFunction>(StringComparer.Ordinal)
    {
        ["pmt"] = static a => Cell(Annuity.Pmt(S(a, 0), S(a, 1), S(a, 2), S(a, 3), Due(a, 4))),
        ["ipmt"] = static a => Cell(LoanSchedule.Ipmt(S(a, 0), S(a, 1), S(a, 2), S(a, 3), S(a, 4), Due(a, 5))),
        ["ppmt"] = static a => Cell(LoanSchedule.Ppmt(S(a, 0), S(a, 1), S(a, 2), S(a, 3), S(a, 4), Due(a, 5))),
        ["pv"] = static a => Cell(Annuity.Pv(S(a, 0), S(a, 1), S(a, 2), S(a, 3), Due(a, 4))),
        ["fv"] = static a => Cell(Annuity.Fv(S(a, 0), S(a, 1), S(a, 2), S(a, 3), Due(a, 4))),
        ["nper"] = static a => Cell(Annuity.Nper(S(a, 0), S(a, 1), S(a, 2), S(a, 3), Due(a, 4))),
        ["rate"] = static a => Cell(Annuity.Rate(S(a, 0), S(a, 1), S(a, 2), S(a, 3), Due(a, 4), S(a, 5, InternalRate.DefaultGuess))),
        ["sln"] = static a => Cell(Depreciation.Sln(S(a, 0), S(a, 1), S(a, 2))),
        ["syd"] = static a => Cell(Depreciation.Syd(S(a, 0), S(a, 1), S(a, 2), S(a, 3))),
        ["ddb"] = static a => Cell(Depreciation.Ddb(S(a, 0), S(a, 1), S(a, 2), S(a, 3), S(a, 4, 2))),
        ["db"] = static a => Cell(Depreciation.Db(S(a, 0), S(a, 1), S(a, 2), S(a, 3), S(a, 4, 12))),
        ["effect"] = static a => Cell(InterestConversion.Effect(S(a, 0), S(a, 1))),
        ["nominal"] = static a => Cell(InterestConversion.Nominal(S(a, 0), S(a, 1))),
        ["npv"] = static a => Cell(PresentValue.Npv(S(a, 0), a.Series[0])),
        ["xnpv"] = static a => Cell(PresentValue.Xnpv(S(a, 0), a.Series[0], Dates(a))),
        ["irr"] = static a => Cell(InternalRate.Irr(a.Series[0], S(a, 0, InternalRate.DefaultGuess))),
        ["xirr"] = static a => Cell(InternalRate.Xirr(a.Series[0], Dates(a), S(a, 0, InternalRate.DefaultGuess))),
        ["mirr"] = static a => Cell(InternalRate.Mirr(a.Series[0], S(a, 0), S(a, 1))),
    });

    private static double S(FinanceArguments arguments, int index, double otherwise = 0) =>
        index < arguments.Scalars.Count ? arguments.Scalars[index] ?? otherwise : otherwise;

    // Spreadsheets take any number but 0 as "at the start of the period".
    private static PaymentTiming Due(FinanceArguments arguments, int index) =>
        S(arguments, index) == 0 ? PaymentTiming.EndOfPeriod : PaymentTiming.StartOfPeriod;

    private static DateOnly[] Dates(FinanceArguments arguments)
    {
        var dates = new DateOnly[arguments.Series[0].Length];
        for (var i = 0; i < dates.Length; i++)
        {
            dates[i] = arguments.DateOf(i);
        }

        return dates;
    }

    private static CellValue Cell(FinanceResult result) => result.Succeeded ? CellValue.Of(result.Value) : CellValue.Failed(result.Failure switch
    {
        FinanceFailure.NoSignChange => FailureKind.NoSignChange,
        FinanceFailure.TooFewFlows => FailureKind.TooFewFlows,
        FinanceFailure.NoConvergence or FinanceFailure.NoSolution => FailureKind.NoConvergence,
        FinanceFailure.OutOfRange => FailureKind.TooLarge,
        _ => FailureKind.InvalidArgument,
    });
}
