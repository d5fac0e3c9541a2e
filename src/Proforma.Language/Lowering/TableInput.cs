using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;

namespace Proforma.Language.Lowering;

/// <summary>An input whose values stand in a table: a column for each dimension, one for the period and the track where it varies by them, one for the value.</summary>
internal sealed class TableInput(BindingContext binding, SlotTable slots)
{
    public void Lower(SeriesSymbol symbol, FileClauseSyntax clause, IReadOnlyList<ClauseSyntax> clauses)
    {
        var unit = symbol.DeclaredUnit ?? Unit.One;
        symbol.DeclaredUnit = unit;
        symbol.Shape = Shape.Of(unit.Dimension);
        slots.Set(InputLowering.Blank(symbol, symbol.Slot));
        if (clauses.OfType<ValueClauseSyntax>().FirstOrDefault() is { } mixed)
        {
            binding.Diagnostics.Add(BindingDiagnostics.ClauseNotAllowed, symbol.File, mixed.Span, "The values of this input come from a table; a clause of its own cannot stand beside it.");
            return;
        }

        if (TableAccess.Open(binding, clause, symbol.File) is not { } table || Columns.Of(symbol, table) is not { } columns)
        {
            return;
        }

        Fill(symbol, unit, table, columns);
    }

    private void Fill(SeriesSymbol symbol, Unit unit, TableAccess table, Columns columns)
    {
        var shape = new Shape
        {
            Unit = unit.Dimension.WithDaysAsMonths(),
            Written = unit,
            Time = columns.Period >= 0,
            Track = columns.Track >= 0,
            Dimensions = InputLowering.Bits(symbol.DeclaredDimensions),
        };
        var entity = symbol.Entity;
        var dimensions = SlotTable.DimensionsOf(shape.Dimensions);
        var layout = new RowLayout(shape.Track ? entity.Tracks.Count : 1, dimensions, binding.Dimensions);
        var steps = shape.Time ? entity.Calendar.Count : 1;
        if (layout.Rows * steps > SlotLimits.MaxCellsOfSlot)
        {
            binding.Diagnostics.Add(BindingDiagnostics.TooManyCells, symbol.File, symbol.Span, $"{symbol.Name} would have {layout.Rows * steps:N0} cells; at most {SlotLimits.MaxCellsOfSlot:N0} are possible.");
            return;
        }

        var data = new double[layout.Rows * steps];
        Array.Fill(data, double.NaN);
        var earlier = new Dictionary<long, (int Last, double Value)>();
        for (var row = 0; row < table.Data.Rows.Count; row++)
        {
            var cell = new TableCell(binding, symbol, table, row);
            if (cell.RowOf(columns, dimensions) is { } target && cell.StepsOf(columns) is var (first, last) && cell.ValueOf(columns) is { } value)
            {
                if (last < 0 && (!earlier.TryGetValue(target, out var known) || known.Last < last))
                {
                    earlier[target] = (last, unit.ToBase(value));
                }

                Store(data.AsSpan((int)(target * steps), steps), first, last, unit.ToBase(value), table, row);
            }
        }

        foreach (var (row, (_, value)) in earlier)
        {
            ref var start = ref data[row * steps];
            start = double.IsNaN(start) ? value : start;
        }

        Hold(data, steps);
        symbol.Shape = shape;
        symbol.RollUp = AggregateClause.For(symbol, shape, RollUpOf.Input(shape), binding, slots).Rule;
        slots.Set(new Slot(symbol.Slot, symbol.Scope.Prefix + symbol.Name, SlotRole.Input)
        {
            Label = symbol.Label,
            Entity = entity.Alias,
            Section = symbol.Section,
            TimeAxis = shape.Time ? entity.Index : -1,
            TrackAxis = shape.Track ? entity.Index : -1,
            Dimensions = dimensions,
            Kind = RollUpOf.KindOf(shape, isInput: true),
            Unit = unit,
            RollUp = symbol.RollUp,
            Rules = [new Rule([]) { Provenance = new Provenance($"from {table.Data.Path}", symbol.File.Path, symbol.File.LocationOf(symbol.Span.Start).Line) }],
            Patterns = [[new RuleSegment(0, steps - 1, 0)]],
            Data = data,
            Provenance = binding.Provenance(symbol.File, symbol.Span),
        });
    }

    private static void Store(Span<double> row, int first, int last, double value, TableAccess table, int line)
    {
        for (var step = Math.Max(0, first); step <= Math.Min(last, row.Length - 1); step++)
        {
            if (!double.IsNaN(row[step]))
            {
                table.Report(BindingDiagnostics.DuplicateKey, line, "an earlier row gives the same cell a value");
                return;
            }

            row[step] = value;
        }
    }

    /// <summary>A value is held until the next one, also one from before the calendar; what lies before the first is blank.</summary>
    private static void Hold(double[] data, int steps)
    {
        for (var i = 0; i < data.Length; i++)
        {
            if (double.IsNaN(data[i]))
            {
                data[i] = i % steps == 0 ? CellValue.Blank.Raw : data[i - 1];
            }
        }
    }
}

/// <summary>Which column of a table holds what.</summary>
/// <param name="Dimensions">One column a dimension of the input, in its order.</param>
internal sealed record Columns(int Value, int Period, int Track, ImmutableArray<int> Dimensions)
{
    /// <summary>Finds them by the clause's options or by name; reports and gives null when a needed one is missing.</summary>
    public static Columns? Of(SeriesSymbol symbol, TableAccess table)
    {
        var value = table.Required("column", symbol.Name);
        var dimensions = ImmutableArray.CreateBuilder<int>();
        foreach (var dimension in symbol.DeclaredDimensions ?? [])
        {
            // One dimension may be the table's key; several are found by their names.
            dimensions.Add(table.Required(symbol.DeclaredDimensions!.Value.Length == 1 ? "key" : dimension.Name, dimension.Name));
        }

        return value < 0 || dimensions.Any(static d => d < 0)
            ? null
            : new Columns(value, table.Data.IndexOf("period"), table.Data.IndexOf("track"), dimensions.ToImmutable());
    }
}

/// <summary>One row of a table, read against an input's axes.</summary>
internal readonly struct TableCell(BindingContext binding, SeriesSymbol symbol, TableAccess table, int row)
{
    private string[] Texts => table.Data.Rows[row];

    /// <summary>The row of the slot, or null when a track or member is not known (reported).</summary>
    public long? RowOf(Columns columns, ImmutableArray<int> dimensions)
    {
        long target = 0;
        if (columns.Track >= 0)
        {
            target = symbol.Entity.Tracks.IndexOf(Texts[columns.Track].Trim());
            if (target < 0)
            {
                table.BadCell(row, columns.Track, "there is no such track");
                return null;
            }
        }

        for (var i = 0; i < dimensions.Length; i++)
        {
            var dimension = binding.Dimensions[dimensions[i]];
            var member = dimension.Find(Texts[columns.Dimensions[i]].Trim());
            var leaves = member < 0 ? [] : dimension.Axis.LeavesUnder(member);
            if (leaves.Length != 1)
            {
                table.BadCell(row, columns.Dimensions[i], member < 0 ? $"the dimension {dimension.Name} has no such member" : "other members roll up into this one; give each of them its value");
                return null;
            }

            target = (target * dimension.Axis.Count) + leaves[0];
        }

        return target;
    }

    /// <summary>The steps that the row speaks of, or null when its period makes no sense (reported).</summary>
    public (int First, int Last)? StepsOf(Columns columns)
    {
        if (columns.Period < 0)
        {
            return (0, 0);
        }

        return PeriodOf(columns.Period) is { } period
            ? (symbol.Entity.Calendar.StepOf(period.Start), symbol.Entity.Calendar.StepOf(period.End))
            : null;
    }

    /// <summary>The period in a column, at least as long as a step; null and reported otherwise.</summary>
    public Period? PeriodOf(int column)
    {
        var calendar = symbol.Entity.Calendar;
        var period = PeriodReader.Read(Texts[column].Trim(), calendar.YearEndMonth);
        if (period is null)
        {
            table.BadCell(row, column, $"this is no period; write for example {calendar.First}");
        }
        else if (!calendar.CanReport(period.Value.Grain))
        {
            table.BadCell(row, column, $"this is a {period.Value.Grain.Noun()}, and the calendar steps in {calendar.Grain.Noun()}s");
            return null;
        }

        return period;
    }

    public double? ValueOf(Columns columns)
    {
        var value = TableNumber.Read(Texts[columns.Value]);
        if (value is null)
        {
            table.BadCell(row, columns.Value, "this is no number");
        }

        return value;
    }
}
