using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Language.Lowering;

/// <summary>
/// Reported history: figures from a table that win over a line's formula up to a period. A flow's figure is the amount of its
/// period, a balance's the closing one. The formulas go on from the last actual.
/// </summary>
internal sealed class ActualsLowering(BindingContext binding, SlotTable slots)
{
    public void Lower(ActualsSyntax syntax, LoadedFile file)
    {
        var entity = file.Scope.Entity;
        var source = file.Tree.Source;
        if (syntax.File is not { } clause || TableAccess.Open(binding, clause, source) is not { } table)
        {
            return;
        }

        var through = ThroughOf(syntax, entity, source);
        var period = table.Required("period", "period");
        if (through is null || period < 0)
        {
            return;
        }

        var track = table.Data.IndexOf("track");
        foreach (var (column, series) in Columns(syntax, file, table, period, track))
        {
            Splice(series, table, column, period, track, through.Value);
        }
    }

    private DateOnly? ThroughOf(ActualsSyntax syntax, Entity entity, Text.SourceText source)
    {
        if (syntax.Through is null)
        {
            return DateOnly.MaxValue;
        }

        var text = source.Slice(syntax.Through.Span);
        if (PeriodReader.Read(text, entity.Calendar.YearEndMonth) is { } period)
        {
            return period.End;
        }

        binding.Diagnostics.Add(BindingDiagnostics.PeriodExpected, source, syntax.Through.Span, $"{text} is no period; `through` names the last period with actuals.");
        return null;
    }

    /// <summary>The columns that hold a line: by a `column` clause, or because they are called like it.</summary>
    private IEnumerable<(int Column, SeriesSymbol Series)> Columns(ActualsSyntax syntax, LoadedFile file, TableAccess table, int period, int track)
    {
        var taken = new HashSet<int> { period, track };
        foreach (var clause in syntax.Clauses.OfType<ColumnClauseSyntax>())
        {
            var column = table.Data.IndexOf(clause.Column.Value);
            if (column < 0)
            {
                binding.Diagnostics.Add(BindingDiagnostics.MissingColumn, file.Tree.Source, clause.Column.Span, $"{table.Data.Path} has no column {clause.Column.Value}.");
            }
            else if (clause.Line is NameExpressionSyntax name && file.Scope.Find(name.Name) is SeriesSymbol { Role: SlotRole.Line or SlotRole.Account } series)
            {
                taken.Add(column);
                yield return (column, series);
            }
            else
            {
                binding.Diagnostics.Add(BindingDiagnostics.UnknownName, file.Tree.Source, clause.Line.Span, "A column of actuals belongs to a line or an account of this plan.");
            }
        }

        for (var i = 0; i < table.Data.Columns.Length; i++)
        {
            if (taken.Contains(i))
            {
                continue;
            }

            var name = table.Data.Columns[i].Trim();
            if (file.Scope.Find(name) is SeriesSymbol { Role: SlotRole.Line or SlotRole.Account } series)
            {
                yield return (i, series);
            }
            else if (binding.Dimensions.TrueForAll(d => d.Name != name))
            {
                ReportUnused(syntax, file, table, name);
            }
        }
    }

    private void ReportUnused(ActualsSyntax syntax, LoadedFile file, TableAccess table, string column)
    {
        var nearest = file.Scope.Nearest(column, static s => s is SeriesSymbol { Role: SlotRole.Line or SlotRole.Account });
        var hint = nearest is null ? "name the line that it holds: `column \"" + column + "\" = …`" : $"did you mean {nearest}? Say so: `column \"{column}\" = {nearest}`";
        binding.Diagnostics.Add(BindingDiagnostics.UnusedActuals, file.Tree.Source, syntax.File!.Path.Span,
            $"{table.Data.Path}: no line is called like the column {column}, so its figures are not used; {hint}.");
    }

    private void Splice(SeriesSymbol series, TableAccess table, int column, int periodColumn, int trackColumn, DateOnly through)
    {
        if (slots[series.Slot] is not { } slot || slot.TimeAxis < 0)
        {
            return;
        }

        var calendar = series.Entity.Calendar;
        var dimensions = slot.Dimensions;
        var layout = new RowLayout(slot.TrackAxis >= 0 ? series.Entity.Tracks.Count : 1, dimensions, binding.Dimensions);
        var data = new double[layout.Rows * calendar.Count];
        Array.Fill(data, double.NaN);
        var columns = new Columns(column, periodColumn, slot.TrackAxis >= 0 ? trackColumn : -1, [.. dimensions.Select(d => table.Data.IndexOf(binding.Dimensions[d].Name))]);
        if (columns.Dimensions.Contains(-1))
        {
            binding.Diagnostics.Add(BindingDiagnostics.MissingColumn, series.File, series.Span,
                $"{series.Name} varies by {string.Join(" and ", dimensions.Select(d => binding.Dimensions[d].Name))}; {table.Data.Path} needs a column for it.");
            return;
        }

        for (var row = 0; row < table.Data.Rows.Count; row++)
        {
            if (string.IsNullOrWhiteSpace(table.Data.Rows[row][column]))
            {
                continue;
            }

            var cell = new TableCell(binding, series, table, row);
            if (cell.PeriodOf(periodColumn) is not { } period)
            {
                continue;
            }

            if (period.Start <= through && period.End > through)
            {
                table.Report(BindingDiagnostics.GapInActuals, row, $"{period} ends after the last period with actuals, so its figure for {series.Name} is not used");
            }
            else if (period.End <= through && cell.RowOf(columns, dimensions) is { } target && cell.ValueOf(columns) is { } value)
            {
                Store(new Target(data, layout, calendar, slot, target, columns.Track < 0), period, slot.Unit.ToBase(value), table, row);
            }
        }

        ReportGap(series, table, slot, data, layout, through);
        slots.Set(WithActuals(slot, layout, data, calendar.Count, table.Data.Path));
    }

    /// <summary>Between reported figures, and up to the period that `through` names, a formula stands only by mistake.</summary>
    private void ReportGap(SeriesSymbol series, TableAccess table, Slot slot, double[] data, RowLayout layout, DateOnly through)
    {
        // Balances are often reported at quarter ends only.
        if (slot.Kind != Kind.Flow)
        {
            return;
        }

        var calendar = series.Entity.Calendar;
        var steps = calendar.Count;

        // After the last figure a gap is one only up to the period that the plan names.
        var named = through == DateOnly.MaxValue ? -1 : Math.Min(steps - 1, calendar.StepOf(through.AddDays(1)) - 1);
        var missing = new SortedSet<int>();
        for (var row = 0; row < layout.Rows; row++)
        {
            var first = Array.FindIndex(data, row * steps, steps, static figure => !double.IsNaN(figure)) - (row * steps);
            var last = Math.Max(Array.FindLastIndex(data, ((row + 1) * steps) - 1, steps, static figure => !double.IsNaN(figure)) - (row * steps), named);
            for (var step = first; first >= 0 && step <= last; step++)
            {
                if (double.IsNaN(data[(row * steps) + step]) && slot.RuleAt(slot.RowPatterns.IsEmpty ? 0 : row, step) >= 0)
                {
                    missing.Add(step);
                }
            }
        }

        if (missing.Count > 0)
        {
            var more = missing.Count switch { 1 => "", 2 => " and one other period", var count => $" and {count - 1} other periods" };
            table.Report(BindingDiagnostics.GapInActuals,
                $"there is no figure of {series.Name} for {calendar.Step(missing.Min)}{more} among the actuals, so the formula's is used");
        }
    }

    private static void Store(Target target, Period period, double value, TableAccess table, int row)
    {
        var steps = target.Calendar.Cover(period);
        if (steps.IsEmpty)
        {
            return;
        }

        var first = steps.First;
        if (target.Slot.Kind == Kind.Flow)
        {
            var months = 0.0;
            for (var step = steps.First; step <= steps.Last; step++)
            {
                months += target.Calendar.Months[step];
            }

            // The unit turned the figure into a rate per month already (USD/year has its 12 in it); the figure itself is the period's amount.
            value = value / target.Slot.Unit.Scale / months * AmountScale(target.Slot.Unit);
        }
        else
        {
            first = steps.Last;
        }

        // Without a track column the figures are those of every track: history is one.
        var stride = target.EveryTrack ? target.Layout.Members : target.Layout.Rows;
        for (var at = target.Row; at < target.Layout.Rows; at += stride)
        {
            for (var step = first; step <= steps.Last; step++)
            {
                ref var cell = ref target.Data[(at * target.Calendar.Count) + step];
                if (!double.IsNaN(cell))
                {
                    table.Report(BindingDiagnostics.DuplicateKey, row, $"an earlier row already gives {target.Slot.Name} a figure for {period}");
                    return;
                }

                cell = value;
            }
        }
    }

    /// <summary>The scale of a flow's unit without its time: thousands of USD per year are thousands.</summary>
    private static double AmountScale(Model.Units.Unit unit)
    {
        foreach (var months in (double[])[12, 3, 1])
        {
            var scale = unit.Scale * months;
            if (Math.Abs(scale - Math.Round(scale)) < 1e-12 && unit.Symbol.EndsWith(months switch { 12 => "/year", 3 => "/quarter", _ => "/month" }, StringComparison.Ordinal))
            {
                return scale;
            }
        }

        return unit.Scale;
    }

    private static Slot WithActuals(Slot slot, RowLayout layout, double[] data, int steps, string path)
    {
        var rule = slot.Rules.Length;
        var patterns = ImmutableArray.CreateBuilder<ImmutableArray<RuleSegment>>();
        var rows = ImmutableArray.CreateBuilder<int>();
        for (var row = 0; row < layout.Rows; row++)
        {
            patterns.Add(Spliced(slot.SegmentsOf(slot.RowPatterns.IsEmpty ? 0 : row), data.AsSpan(row * steps, steps), rule));
            rows.Add(row);
        }

        return slot with
        {
            Rules = slot.Rules.Add(new Rule([]) { IsActual = true, Provenance = new Provenance($"actual, from {path}") }),
            Patterns = patterns.ToImmutable(),
            RowPatterns = rows.ToImmutable(),
            Data = data,
        };
    }

    /// <summary>The segments of a row with the steps that have a figure given to the data rule.</summary>
    private static ImmutableArray<RuleSegment> Spliced(ImmutableArray<RuleSegment> segments, ReadOnlySpan<double> data, int rule)
    {
        var result = ImmutableArray.CreateBuilder<RuleSegment>();
        var at = 0;
        while (at < data.Length)
        {
            var here = !double.IsNaN(data[at]) ? rule : RuleAt(segments, at);
            var end = at;
            while (end + 1 < data.Length && (!double.IsNaN(data[end + 1]) ? rule : RuleAt(segments, end + 1)) == here)
            {
                end++;
            }

            if (here >= 0)
            {
                result.Add(new RuleSegment(at, end, here));
            }

            at = end + 1;
        }

        return result.ToImmutable();
    }

    private static int RuleAt(ImmutableArray<RuleSegment> segments, int step)
    {
        foreach (var segment in segments)
        {
            if (step >= segment.First && step <= segment.Last)
            {
                return segment.Rule;
            }
        }

        return -1;
    }

    private sealed record Target(double[] Data, RowLayout Layout, Calendar Calendar, Slot Slot, long Row, bool EveryTrack);
}
