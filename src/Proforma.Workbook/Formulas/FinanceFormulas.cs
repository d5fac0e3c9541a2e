using Proforma.Model.Program;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Formulas;

/// <summary>
/// Finance functions as the spreadsheet's own, where they mean the same for all arguments. `xnpv`, `effect` and `nominal` are written
/// out: spreadsheets refuse rates below zero there, and the language does not.
/// </summary>
internal static class FinanceFormulas
{
    private const string DefaultGuess = "0.1";

    /// <exception cref="NoFormulaException">There is no formula with the same meaning.</exception>
    public static Formula Of(Book book, Sheet from, Call call, IReadOnlyList<SeriesKey> series, ReadOnlySpan<Formula> done)
    {
        var arguments = new Formula?[call.Arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = call.Arguments[i] < 0 ? null : done[call.Arguments[i]];
        }

        return series.Count > 1 ? throw new NoFormulaException("A function of several series.")
            : series.Count == 1 ? OfSeries(book, from, call, series[0], arguments)
            : OfScalars(call.Function, arguments);
    }

    private static Formula OfScalars(string function, Formula?[] a)
    {
        var text = function switch
        {
            "pmt" or "pv" or "fv" or "nper" => $"{Upper(function)}({N(a, 0)},{N(a, 1)},{N(a, 2)},{N(a, 3)},{Due(a, 4)})",
            "ipmt" or "ppmt" => $"{Upper(function)}({N(a, 0)},{N(a, 1)},{N(a, 2)},{N(a, 3)},{N(a, 4)},{Due(a, 5)})",
            "rate" => Searched($"RATE({N(a, 0)},{N(a, 1)},{N(a, 2)},{N(a, 3)},{Due(a, 4)},{N(a, 5, DefaultGuess)})"),
            "sln" => $"SLN({N(a, 0)},{N(a, 1)},{N(a, 2)})",
            "syd" => $"SYD({N(a, 0)},{N(a, 1)},{N(a, 2)},{N(a, 3)})",
            "ddb" => $"DDB({N(a, 0)},{N(a, 1)},{N(a, 2)},{N(a, 3)},{N(a, 4, "2")})",
            "db" => $"DB({N(a, 0)},{N(a, 1)},{N(a, 2)},{N(a, 3)},{N(a, 4, "12")})",
            "effect" => $"((1+({N(a, 0)})/({N(a, 1)}))^({N(a, 1)})-1)",
            "nominal" => $"(({N(a, 1)})*((1+({N(a, 0)}))^(1/({N(a, 1)}))-1))",
            _ => throw new NoFormulaException($"The function {function} is not one of a spreadsheet's."),
        };
        return Strict(text, a, States.Value);
    }

    private static Formula OfSeries(Book book, Sheet from, Call call, SeriesKey key, Formula?[] a)
    {
        var row = book.Row(key);
        if (row.Slot.TimeAxis < 0)
        {
            throw new NoFormulaException("A series that does not vary over time.");
        }

        var (first, last) = CountedSteps(book, row, call);
        if (last < first)
        {
            return Formula.Blank;
        }

        var clock = book.Clocks[row.Slot.TimeAxis];
        var days = !row.Slot.Unit.Dimension.DayExponent.IsZero;
        var length = row.Slot.RollUp == RollUpRule.Integral ? clock.EqualLength(days) : 1;
        if (length is not { } factor || call.Steps.FirstShare != 1 || call.Steps.LastShare != 1)
        {
            throw new NoFormulaException("Flows of steps that differ in length.");
        }

        var flows = References.Range(from, row, first, last, isFixed: true);
        var dates = clock.Ends(from, first, last);
        var text = call.Function switch
        {
            "npv" => $"NPV({N(a, 0)},{flows})",
            "xnpv" => $"SUMPRODUCT({flows}/(1+({N(a, 0)}))^(({dates}-{clock.End(from, first)})/365))",
            "irr" => Searched($"IRR({flows},{N(a, 0, DefaultGuess)})"),
            "xirr" => Searched($"XIRR({flows},{dates},{N(a, 0, DefaultGuess)})"),
            "mirr" => Searched($"MIRR({flows},{N(a, 0)},{N(a, 1)})"),
            _ => throw new NoFormulaException($"The function {call.Function} is not one of a spreadsheet's."),
        };
        var result = Strict(text, a, book.StatesOf(key) & ~States.Blank);
        return call.Function is "npv" or "xnpv" ? FormulaOps.Times(result, row.Scale * factor) : result;
    }

    /// <summary>The steps from the first figure to the last. A gap between them would be skipped by a spreadsheet and is a zero here.</summary>
    private static (int First, int Last) CountedSteps(Book book, SeriesRow row, Call call)
    {
        int first = -1, last = -1;
        for (var step = call.Steps.First; step <= call.Steps.Last; step++)
        {
            var states = book.StatesOf(row.Key, step);
            if (states == States.Blank)
            {
                continue;
            }

            if ((states & States.Blank) != States.None || (last >= 0 && last < step - 1))
            {
                throw new NoFormulaException("Flows with a gap.");
            }

            first = first < 0 ? step : first;
            last = step;
        }

        return first < 0 ? (0, -1) : (first, last);
    }

    // Where there is no rate, one program says #NUM! and another something that reads as unknown.
    private static string Searched(string call) => $"IFERROR({call},#NUM!)";

    private static Formula Strict(string text, Formula?[] arguments, States states)
    {
        var depth = 0;
        var tests = new List<string>();
        foreach (var argument in arguments)
        {
            states |= argument?.States ?? States.None;
            depth = Math.Max(depth, argument?.Depth ?? 0);
            tests.AddRange(argument?.BlankTests ?? []);
        }

        if ((states & States.Unknown) != States.None)
        {
            throw new NoFormulaException("An argument may be unknown, and a function may fail.");
        }

        return new Formula(text, Binding.Atom) { States = states | States.Failed, BlankTests = [.. tests.Distinct()], Depth = depth + 1 };
    }

    private static string N(Formula?[] arguments, int index, string otherwise = "0") =>
        index < arguments.Length && arguments[index] is { } argument ? argument.Number : otherwise;

    private static string Due(Formula?[] arguments, int index) => N(arguments, index) switch
    {
        "0" => "0",
        "1" => "1",
        var other => $"IF(({other})=0,0,1)",
    };

    private static string Upper(string function) => function.ToUpperInvariant();
}
