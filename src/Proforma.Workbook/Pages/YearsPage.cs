using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;
using Proforma.Workbook.Formulas;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Pages;

/// <summary>The statements: what every line comes to in each year, by the rule that its unit implies.</summary>
internal static class YearsPage
{
    /// <summary>Gives every line its row; the cells are written afterwards, for ratios read each other's.</summary>
    public static List<(SeriesKey Key, GridRow Row)> Place(Book book, int axis, List<YearTotal> totals)
    {
        var entity = book.Clocks[axis].Axis.Entity;
        var lines = book.Program.Slots.Where(s => s.Entity == entity && s.Role is SlotRole.Line or SlotRole.Account && s.TimeAxis == axis
            && s.Rules.Length > 0).ToList();
        var placed = new List<(SeriesKey, GridRow)>();
        if (lines.Count == 0)
        {
            return placed;
        }

        var years = book.Spans.Years(axis);
        foreach (var section in lines.GroupBy(static s => s.Section))
        {
            Sections.Add(years.Sheet, section.Key < 0 ? "" : book.Program.Sections[section.Key]);
            foreach (var slot in section)
            {
                AddLine(book, years, slot, placed, totals);
            }
        }

        return placed;
    }

    public static void Write(Book book, List<(SeriesKey Key, GridRow Row)> rows)
    {
        foreach (var (key, row) in rows)
        {
            var slot = book.Program.Slots[key.Slot];
            var years = book.Spans.Years(slot.TimeAxis);
            foreach (var span in years.Columns.ToList())
            {
                if (slot.RollUp != RollUpRule.None || span.IsSingleStep)
                {
                    book.Spans.Cell(key, span, slot.RollUp);
                }
            }

            _ = row;
        }
    }

    private static void AddLine(Book book, SpanSheet years, Slot slot, List<(SeriesKey Key, GridRow Row)> placed, List<YearTotal> totals)
    {
        if (slot.Dimensions.IsEmpty)
        {
            AddRow(book, years, slot, 0, 0, slot.OpeningSlot >= 0 ? CellRole.WrappedBold : CellRole.Label, placed);
            return;
        }

        var additive = CalculationsPage.IsAdditive(slot);
        var heading = years.Sheet.Add();
        heading[Sheet.LabelColumn] = SheetCell.OfText(slot.Label, new CellStyle(CellRole.WrappedBold));
        heading[Sheet.NameColumn] = SheetCell.OfText(CellNames.WithinEntity(slot), new CellStyle(CellRole.Muted));
        heading[Sheet.UnitColumn] = SheetCell.OfText(book.Looks.UnitOf(slot, isReported: true), new CellStyle(CellRole.Muted));
        if (additive)
        {
            totals.Add(new YearTotal(slot, heading, Enumerable.Range(0, book.Program.Layout.MembersOf(slot.Index)).ToList()));
        }

        foreach (var node in MemberNode.Of(book.Program, slot))
        {
            if (node.IsLeaf)
            {
                var row = AddRow(book, years, slot, node.Rows[0], node.Depth, CellRole.Label, placed);
                row[Sheet.LabelColumn] = SheetCell.OfText(node.Label, new CellStyle(CellRole.Label, Indent: node.Depth));
            }
            else
            {
                var row = years.Sheet.Add();
                row[Sheet.LabelColumn] = SheetCell.OfText(node.Label, new CellStyle(CellRole.WrappedBold, Indent: node.Depth));
                if (additive)
                {
                    totals.Add(new YearTotal(slot, row, [.. node.Rows]));
                }
            }
        }
    }

    private static GridRow AddRow(
        Book book, SpanSheet years, Slot slot, int member, int indent, CellRole role, List<(SeriesKey Key, GridRow Row)> placed)
    {
        var key = book.Tracks.Normal(new SeriesKey(slot.Index, member, SeriesKey.Selected));
        var row = years.Sheet.Add();
        RowLabels.Write(book, row, key, slot, indent, role, isReported: true);
        years.Place(key, row);
        placed.Add((key, row));
        return row;
    }
}

/// <summary>A total over members of a line in the statements.</summary>
internal sealed record YearTotal(Slot Slot, GridRow Row, List<int> Members)
{
    public void Write(Book book)
    {
        var years = book.Spans.Years(Slot.TimeAxis);
        var key = new SeriesKey(Slot.Index, Members[0], SeriesKey.Selected);
        var style = new CellStyle(CellRole.Total, book.Looks.FormatOf(key, isReported: true));
        foreach (var span in years.Columns)
        {
            var cells = Members.ConvertAll(m => book.Spans.Cell(key with { Member = m }, span, Slot.RollUp));
            var counted = cells.FindAll(static c => c.Address.Length > 0 && c.States != States.Blank);
            var states = counted.Aggregate(States.None, static (all, c) => all | c.States);
            if (counted.Count == 0 || (states & States.Error) == States.Error)
            {
                continue;
            }

            if (SumOf([.. Runs(counted)], states, counted.TrueForAll(static c => (c.States & States.Blank) != States.None)) is not { } sum)
            {
                continue;
            }

            var shown = Sums.Of(Members.Select(m => Book.Scaled(FigureOf(book, key with { Member = m }, span), cells[0].Scale)));
            Row[years.ColumnOf(span)] = SheetCell.Formula(sum.Full, shown, style);
        }
    }

    private static CellValue FigureOf(Book book, SeriesKey key, ReportSpan span) => span.Period is { } period
        ? book.Figures.Of(key.Slot, book.RowOf(key), period).Value
        : CellValue.Blank;

    // More parts than a function takes become sums of sums; whether all of those are blank cannot be asked in one function.
    private static Formula? SumOf(List<string> runs, States states, bool mayBeAllBlank)
    {
        if (runs.Count < Gathering.MostArguments)
        {
            return Gathering.Of(string.Join(',', runs), Reducer.Sum, false, states, mayBeAllBlank);
        }

        while (runs.Count >= Gathering.MostArguments)
        {
            runs = [.. runs.Chunk(Gathering.MostArguments / 2).Select(static part => $"SUM({string.Join(',', part)})")];
        }

        return mayBeAllBlank ? null : new Formula($"SUM({string.Join(',', runs)})", Binding.Atom) { States = states | States.Value };
    }

    /// <summary>The addresses of a column's cells, those that follow each other as ranges.</summary>
    private static IEnumerable<string> Runs(List<SpanCell> cells)
    {
        var numbers = cells.ConvertAll(static c => int.Parse(c.Address.AsSpan(c.Address.AsSpan().IndexOfAnyInRange('0', '9')),
            System.Globalization.CultureInfo.InvariantCulture));
        for (var i = 0; i < cells.Count;)
        {
            var end = i;
            while (end + 1 < cells.Count && numbers[end + 1] == numbers[end] + 1)
            {
                end++;
            }

            yield return end == i ? cells[i].Address : $"{cells[i].Address}:{cells[end].Address}";
            i = end + 1;
        }
    }
}
