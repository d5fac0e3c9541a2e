using System.Collections.Frozen;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Engine.Execution;

/// <summary>What a finance function is given: numbers only. Blank, unknown and failed arguments never reach it.</summary>
/// <param name="Scalars">The scalar arguments in the function's order; null for one that is left out.</param>
/// <param name="Series">
/// The series in the function's order, step by step and equally long. A flow (rate per month) comes as the amount of each step.
/// Steps before the first and after the last value of all series are cut off; a blank between them is 0: nothing flows there.
/// </param>
/// <param name="Calendar">The calendar of the series; null when the function has none.</param>
/// <param name="FirstStep">The step of the first entry of the series.</param>
public sealed record FinanceArguments(
    IReadOnlyList<double?> Scalars, IReadOnlyList<double[]> Series, Calendar? Calendar, int FirstStep)
{
    /// <summary>The last day of the step of entry <paramref name="index"/>: when its flow is dated.</summary>
    public DateOnly DateOf(int index) => Calendar!.Step(FirstStep + index).End;
}

/// <summary>A finance function: a number, or a failure by <see cref="CellValue.Failed"/>.</summary>
public delegate CellValue FinanceFunction(FinanceArguments arguments);

/// <summary>The finance functions that formulas can call, by their names in the language.</summary>
public sealed class FinanceCalls(IReadOnlyDictionary<string, FinanceFunction> functions)
{
    private readonly FrozenDictionary<string, FinanceFunction> _functions = functions.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>No functions: every call fails as an invalid argument.</summary>
    public static FinanceCalls None { get; } = new(new Dictionary<string, FinanceFunction>());

    public bool Contains(string name) => _functions.ContainsKey(name);

    /// <summary>Calls a function; one that is not known fails as an invalid argument.</summary>
    public CellValue Call(string name, FinanceArguments arguments) =>
        _functions.TryGetValue(name, out var function) ? function(arguments) : CellValue.Failed(FailureKind.InvalidArgument);
}
