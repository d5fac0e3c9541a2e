using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Engine.Sensitivity;

/// <summary>The derivatives of a rolled-up value in the cells behind it, rule by rule as <see cref="RollUp"/> computes it.</summary>
internal sealed class RollUpDerivatives(PlanState state)
{
    /// <summary>Adds the derivatives of a line's value for a span by a rule.</summary>
    public void AddTo(Edges edges, int slot, int row, ReportSpan span, RollUpRule rule, double weight)
    {
        if (state.Program.Slots[slot].TimeAxis < 0)
        {
            edges.Add(state.Layout.CellOf(slot, row, 0), weight);
        }
        else if (rule == RollUpRule.Recompute)
        {
            edges.Add(new RatioSpan(slot, row, span), weight);
        }
        else if (!span.Steps.IsEmpty)
        {
            AddSteps(edges, state.Program.Slots[slot], row, span, rule, weight);
        }
    }

    private void AddSteps(Edges edges, Slot slot, int row, ReportSpan span, RollUpRule rule, double weight)
    {
        switch (rule)
        {
            case RollUpRule.Closing or RollUpRule.Constant:
                edges.Add(state.Layout.CellOf(slot.Index, row, span.Steps.Last), weight);
                break;
            case RollUpRule.Opening:
                edges.Add(state.Layout.CellOf(slot.OpeningSlot >= 0 ? slot.OpeningSlot : slot.Index, row, span.Steps.First), weight);
                break;
            case RollUpRule.Integral or RollUpRule.Sum:
                AddEach(edges, slot.Index, row, span, weight, WeightOf(slot, span, rule == RollUpRule.Integral));
                break;
            case RollUpRule.Mean:
                AddMean(edges, slot.Index, row, span, weight, WeightOf(slot, span, false));
                break;
            case RollUpRule.Average:
                AddAverage(edges, slot, row, span, weight);
                break;
            case RollUpRule.Weighted:
                AddWeighted(edges, slot, row, span, weight);
                break;
            case RollUpRule.Minimum or RollUpRule.Maximum:
                AddExtreme(edges, slot, row, span, rule, weight);
                break;
            case RollUpRule.Any or RollUpRule.All:
                break;
            default:
                edges.Add(state.Layout.CellOf(slot.Index, row, span.Steps.Last), weight);
                break;
        }
    }

    private Func<int, double> WeightOf(Slot slot, ReportSpan span, bool byLength)
    {
        var lengths = byLength ? state.LengthsOf(slot) : null;
        return step => (lengths is null ? 1 : lengths[step]) * span.Steps.Share(step);
    }

    private void AddEach(Edges edges, int slot, int row, ReportSpan span, double weight, Func<int, double> of)
    {
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            if (state.At(slot, row, step).IsValue)
            {
                edges.Add(state.Layout.CellOf(slot, row, step), weight * of(step));
            }
        }
    }

    private void AddMean(Edges edges, int slot, int row, ReportSpan span, double weight, Func<int, double> of)
    {
        double total = 0;
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            total += state.At(slot, row, step).IsValue ? of(step) : 0;
        }

        AddEach(edges, slot, row, span, weight / total, of);
    }

    private void AddAverage(Edges edges, Slot slot, int row, ReportSpan span, double weight)
    {
        var of = WeightOf(slot, span, true);
        if (slot.OpeningSlot < 0)
        {
            AddMean(edges, slot.Index, row, span, weight, of);
            return;
        }

        double total = 0;
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            total += HasBoth(step) ? of(step) : 0;
        }

        double Half(int step) => HasBoth(step) ? of(step) / 2 : 0;
        AddEach(edges, slot.Index, row, span, weight / total, Half);
        AddEach(edges, slot.OpeningSlot, row, span, weight / total, Half);
        bool HasBoth(int step) => state.At(slot.Index, row, step).IsValue && state.At(slot.OpeningSlot, row, step).IsValue;
    }

    private void AddWeighted(Edges edges, Slot slot, int row, ReportSpan span, double weight)
    {
        var read = slot.RollUpWeight!;
        var weightRow = state.Layout.RowRead(read, slot.Index, row);
        var of = WeightOf(slot, span, true);
        var terms = new List<(long Cell, long WeightCell, double Value, double Share, double Length)>();
        double product = 0, total = 0;
        for (var step = span.Steps.First; step <= span.Steps.Last; step++)
        {
            var weightStep = state.Layout.StepRead(read, slot.Index, step);
            var value = state.At(slot.Index, row, step);
            if (weightStep < 0 || !value.IsValue || state.At(read.Slot, weightRow, weightStep) is not { IsValue: true } share)
            {
                continue;
            }

            var weightCell = state.Layout.CellOf(read.Slot, weightRow, weightStep);
            terms.Add((state.Layout.CellOf(slot.Index, row, step), weightCell, value.Raw, share.Raw, of(step)));
            product += value.Raw * share.Raw * of(step);
            total += share.Raw * of(step);
        }

        foreach (var (cell, weightCell, value, share, length) in terms)
        {
            edges.Add(cell, weight * share * length / total);
            edges.Add(weightCell, weight * (value - (product / total)) * length / total);
        }
    }

    private void AddExtreme(Edges edges, Slot slot, int row, ReportSpan span, RollUpRule rule, double weight)
    {
        var first = span.Steps.First;
        var values = Enumerable.Range(first, span.Steps.Count).Select(step => state.At(slot.Index, row, step)).ToArray();
        var derivatives = GatherDerivatives.Of(rule == RollUpRule.Minimum ? Reducer.Minimum : Reducer.Maximum, values);
        for (var i = 0; i < derivatives.Length; i++)
        {
            edges.Add(state.Layout.CellOf(slot.Index, row, first + i), weight * derivatives[i]);
        }
    }
}
