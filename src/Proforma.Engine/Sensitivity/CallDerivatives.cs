using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Sensitivity;

/// <summary>
/// The derivatives of finance functions in their arguments, by Ridders' extrapolation of central differences (Ridders 1982): finance
/// functions are smooth, and some of them are roots that have no formula. For those of the library the relative error is about 1e-9.
/// </summary>
internal static class CallDerivatives
{
    public static void Add(
        PlanState state,
        Call call,
        int reader,
        int row,
        ReadOnlySpan<CellValue> values,
        double weight,
        Span<double> derivatives,
        Edges edges)
    {
        var scalars = new double?[call.Arguments.Length];
        for (var i = 0; i < scalars.Length; i++)
        {
            scalars[i] = call.Arguments[i] >= 0 ? values[call.Arguments[i]].Raw : null;
        }

        var gathered = call.Series.Select(read => Entries(state, call, read, reader, row)).ToArray();
        var used = gathered.SelectMany(static entries => entries).Where(static entry => entry.IsValue).Select(static entry => entry.Index).ToArray();
        var (first, last) = used.Length == 0 ? (0, -1) : (used.Min(), used.Max());
        var series = gathered.Select(entries => entries.Skip(first).Take(last - first + 1).Select(static entry => entry.Amount).ToArray()).ToArray();
        var calendar = series.Length == 0 ? null : state.Program.CalendarOf(state.Program.Slots[call.Series[0].Slot]);
        double Result() => state.Finance.Call(call.Function, new FinanceArguments(scalars, series, calendar, call.Steps.First + first)).Raw;

        for (var i = 0; i < scalars.Length; i++)
        {
            if (scalars[i] is { } scalar)
            {
                var at = i;
                derivatives[call.Arguments[i]] += weight * Derivative(Result, scalar, Math.Abs(scalar), value => scalars[at] = value);
            }
        }

        for (var s = 0; s < series.Length; s++)
        {
            var flows = series[s];
            var size = flows.Length == 0 ? 0 : flows.Max(Math.Abs);
            for (var i = 0; i < flows.Length; i++)
            {
                var (_, cell, _, length, isValue) = gathered[s][first + i];
                if (isValue)
                {
                    var at = i;
                    edges.Add(cell, weight * length * Derivative(Result, flows[i], size, value => flows[at] = value));
                }
            }
        }
    }

    /// <summary>The derivative of a result in one argument; NaN where the function has no values around it.</summary>
    internal static double Derivative(Func<double> result, double at, double size, Action<double> set)
    {
        // Numbers near a limit of what the function accepts need a smaller first step.
        for (var step = 0.05 * (size > 0 ? size : 0.1); step > 1e-7 * size && step > 1e-12; step /= 20)
        {
            var found = Ridders(result, at, step, set);
            var allowed = (1e-6 * Math.Abs(found.Derivative)) + (1e-9 * Math.Abs(result()) / Math.Max(size, 1e-9));
            if (double.IsFinite(found.Derivative) && found.Error <= allowed)
            {
                return found.Derivative;
            }
        }

        return Ridders(result, at, 1e-5 * (size > 0 ? size : 0.1), set).Derivative;
    }

    private static (double Derivative, double Error) Ridders(Func<double> result, double at, double step, Action<double> set)
    {
        const int Rows = 8;
        const double Shrink = 1.6;
        var table = new double[Rows, Rows];
        var (best, error) = (double.NaN, double.PositiveInfinity);
        for (var i = 0; i < Rows; i++, step /= Shrink)
        {
            table[0, i] = Difference(result, at, step, set);
            if (i == 0)
            {
                best = table[0, 0];
            }

            var factor = Shrink * Shrink;
            for (var j = 1; j <= i; j++, factor *= Shrink * Shrink)
            {
                table[j, i] = ((table[j - 1, i] * factor) - table[j - 1, i - 1]) / (factor - 1);
                var change = Math.Max(Math.Abs(table[j, i] - table[j - 1, i]), Math.Abs(table[j, i] - table[j - 1, i - 1]));
                if (change <= error)
                {
                    (best, error) = (table[j, i], change);
                }
            }
        }

        set(at);
        return (best, error);
    }

    private static double Difference(Func<double> result, double at, double step, Action<double> set)
    {
        var (low, high) = (at - step, at + step);
        set(high);
        var above = result();
        set(low);
        var below = result();
        set(at);
        return (above - below) / (high - low);
    }

    private static List<(int Index, long Cell, double Amount, double Length, bool IsValue)> Entries(
        PlanState state, Call call, SlotRead read, int reader, int row)
    {
        var slot = state.Program.Slots[read.Slot];
        var target = state.Layout.RowRead(read, reader, row);
        var lengths = slot.TimeAxis >= 0 && slot.RollUp == RollUpRule.Integral ? state.LengthsOf(slot) : null;
        var entries = new List<(int Index, long Cell, double Amount, double Length, bool IsValue)>();
        for (var i = 0; i < (slot.TimeAxis < 0 ? 1 : call.Steps.Count); i++)
        {
            var step = slot.TimeAxis < 0 ? 0 : call.Steps.First + i;
            var value = state.At(slot.Index, target, step);
            var length = lengths is null ? 1 : lengths[step] * call.Steps.Share(step);
            entries.Add((i, state.Layout.CellOf(slot.Index, target, step), value.IsValue ? value.Raw * length : 0, length, value.IsValue));
        }

        return entries;
    }
}
