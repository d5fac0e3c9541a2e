using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Language.Lowering;

/// <summary>The values of an input over its cells, and before the calendar where it has earlier points.</summary>
internal sealed class InputValues(SeriesSymbol symbol, RowLayout layout, ClauseResolver resolver, IReadOnlyList<ClauseCells> clauses, IReadOnlyList<double> values, bool interpolate)
{
    /// <summary>The value of a row at a step, which may lie before the calendar; NaN-boxed blank where there is none.</summary>
    public double ValueAt(long row, int step)
    {
        var applicable = resolver.ApplicableTo(layout.TrackOf(row), dimension => layout.LeafOf(row, dimension));
        return ValueAt(applicable, step);
    }

    /// <summary>The points between which a row is interpolated, in order: a step, which may lie outside of the calendar, and the clause of its value.</summary>
    public List<(int Step, int Clause)> PointsOf(long row)
    {
        var applicable = resolver.ApplicableTo(layout.TrackOf(row), dimension => layout.LeafOf(row, dimension));
        return [.. ClausesOfPoints(applicable).Select(static p => (p.Key, p.Value))];
    }

    /// <summary>All values over <paramref name="steps"/> steps, in the slot's layout.</summary>
    public double[] Fill(int steps)
    {
        var data = new double[checked((int)(layout.Rows * steps))];
        var byKey = new Dictionary<string, long>(StringComparer.Ordinal);
        for (long row = 0; row < layout.Rows; row++)
        {
            var at = row;
            var applicable = resolver.ApplicableTo(layout.TrackOf(row), dimension => layout.LeafOf(at, dimension));
            var target = data.AsSpan((int)(row * steps), steps);
            var key = string.Join(',', applicable);
            if (byKey.TryGetValue(key, out var same))
            {
                data.AsSpan((int)(same * steps), steps).CopyTo(target);
                continue;
            }

            byKey.Add(key, row);
            FillRow(applicable, target);
        }

        return data;
    }

    /// <summary>The hidden slot that holds what this input was some steps earlier, in the first steps of the calendar; null when a value is missing.</summary>
    public int? Earlier(int steps, SlotTable slots)
    {
        if (!symbol.Shape.Time)
        {
            return null;
        }

        var count = symbol.Entity.Calendar.Count;
        var data = new double[checked((int)(layout.Rows * count))];
        Array.Fill(data, CellValue.Blank.Raw);
        for (long row = 0; row < layout.Rows; row++)
        {
            for (var step = 0; step < Math.Min(steps, count); step++)
            {
                var value = ValueAt(row, step - steps);
                if (new CellValue(value).State == CellState.Blank)
                {
                    return null;
                }

                data[(row * count) + step] = value;
            }
        }

        var slot = slots.Reserve();
        slots.Set(new Slot(slot, $"{symbol.Name} {steps} earlier", SlotRole.Hidden)
        {
            Entity = symbol.Entity.Alias,
            TimeAxis = symbol.Entity.Index,
            TrackAxis = symbol.Shape.Track ? symbol.Entity.Index : -1,
            Dimensions = SlotTable.DimensionsOf(symbol.Shape.Dimensions),
            Kind = RollUpOf.KindOf(symbol.Shape, isInput: true),
            Unit = symbol.DeclaredUnit ?? Model.Units.Unit.One,
            RollUp = symbol.RollUp,
            Rules = [new Rule([]) { Provenance = new Provenance($"{symbol.Name} before the calendar") }],
            Patterns = [[new RuleSegment(0, Math.Min(steps, count) - 1, 0)]],
            Data = data,
        });
        return slot;
    }

    private void FillRow(List<int> applicable, Span<double> target)
    {
        if (interpolate)
        {
            var points = Points(applicable);
            for (var step = 0; step < target.Length; step++)
            {
                target[step] = Interpolated(points, step);
            }

            return;
        }

        target.Fill(CellValue.Blank.Raw);
        foreach (var segment in resolver.Segments(applicable, target.Length))
        {
            target[segment.First..(segment.Last + 1)].Fill(values[segment.Rule]);
        }
    }

    private double ValueAt(List<int> applicable, int step)
    {
        if (interpolate)
        {
            return Interpolated(Points(applicable), step);
        }

        var clause = resolver.Pick(applicable, step);
        return clause < 0 ? CellValue.Blank.Raw : values[clause];
    }

    /// <summary>A point stands at the last step of its period; where clauses meet on one step the narrower wins.</summary>
    private List<(int Step, double Value)> Points(List<int> applicable) =>
        [.. ClausesOfPoints(applicable).Select(p => (p.Key, values[p.Value]))];

    private SortedDictionary<int, int> ClausesOfPoints(List<int> applicable)
    {
        var points = new SortedDictionary<int, int>();
        foreach (var clause in applicable)
        {
            foreach (var (first, last) in clauses[clause].Steps)
            {
                var step = last == int.MaxValue ? first : last;
                if (step != int.MinValue)
                {
                    points[step] = resolver.Pick(applicable, step) is >= 0 and var best ? best : clause;
                }
            }
        }

        return points;
    }

    private static double Interpolated(List<(int Step, double Value)> points, int step)
    {
        if (points.Count == 0)
        {
            return CellValue.Blank.Raw;
        }

        var after = points.FindIndex(p => p.Step >= step);
        if (after < 0)
        {
            return points[^1].Value;
        }

        var (right, high) = points[after];
        if (after == 0 || right == step)
        {
            return high;
        }

        var (left, low) = points[after - 1];
        return low + ((high - low) * (step - left) / (right - left));
    }
}
