namespace Proforma.Model.Program.Scheduling;

/// <summary>The cells that one read, reduction, window, roll-up, search or series of a rule reads, one by one. A closed hierarchy.</summary>
internal abstract class CellReads(GridLayout layout, int reader)
{
    protected GridLayout Layout { get; } = layout;

    protected int Reader { get; } = reader;

    /// <summary>The cell number <paramref name="item"/> that the reader's cell reads here; false when there are no more.</summary>
    public abstract bool TryGet(int row, int step, int item, out CellRef cell);

    /// <summary>The reads of a rule that can touch the given slots.</summary>
    public static CellReads[] Of(GridLayout layout, int reader, Rule rule, IReadOnlyDictionary<int, int> slots) =>
    [
        .. rule.Reads.Where(r => slots.ContainsKey(r.Slot)).Select(r => new One(layout, reader, r)),
        .. rule.Reductions.Where(r => slots.ContainsKey(r.Read.Slot)).Select(r => new Rows(layout, reader, r)),
        .. rule.Windows.Where(w => slots.ContainsKey(w.Read.Slot)).Select(w => new Trailing(layout, reader, w)),
        .. rule.RollUps.Select(r => new Behind(layout, reader, row => RollUpFootprint.Of(layout, reader, row, r))),
        .. rule.Searches.Select(s => new Behind(layout, reader, row => RollUpFootprint.Of(layout, reader, row, s))),
        .. rule.Calls.SelectMany(c => c.Series.Where(s => slots.ContainsKey(s.Slot)).Select(s => new Series(layout, reader, s, c))),
    ];

    private sealed class One(GridLayout layout, int reader, SlotRead read) : CellReads(layout, reader)
    {
        public override bool TryGet(int row, int step, int item, out CellRef cell)
        {
            var target = item == 0 ? Layout.StepRead(read, Reader, step) : -1;
            cell = target < 0 ? default : new CellRef(read.Slot, Layout.RowRead(read, Reader, row), target);
            return target >= 0;
        }
    }

    private sealed class Rows(GridLayout layout, int reader, Reduction reduction) : CellReads(layout, reader)
    {
        private readonly Dictionary<int, List<int>> _rows = [];

        public override bool TryGet(int row, int step, int item, out CellRef cell)
        {
            if (!_rows.TryGetValue(row, out var rows))
            {
                Layout.AddRowsReduced(reduction, Reader, row, rows = []);
                _rows.Add(row, rows);
            }

            var target = item < rows.Count ? Layout.StepRead(reduction.Read, Reader, step) : -1;
            cell = target < 0 ? default : new CellRef(reduction.Read.Slot, rows[item], target);
            return target >= 0;
        }
    }

    private sealed class Trailing(GridLayout layout, int reader, Window window) : CellReads(layout, reader)
    {
        public override bool TryGet(int row, int step, int item, out CellRef cell)
        {
            var end = Layout.StepRead(window.Read, Reader, step);
            var found = item < window.Steps && item <= end;
            cell = found ? new CellRef(window.Read.Slot, Layout.RowRead(window.Read, Reader, row), end - item) : default;
            return found;
        }
    }

    private sealed class Behind(GridLayout layout, int reader, Func<int, IReadOnlyCollection<CellRef>> cellsOf) : CellReads(layout, reader)
    {
        private readonly Dictionary<int, CellRef[]> _cells = [];

        public override bool TryGet(int row, int step, int item, out CellRef cell)
        {
            if (!_cells.TryGetValue(row, out var cells))
            {
                _cells.Add(row, cells = [.. cellsOf(row)]);
            }

            cell = item < cells.Length ? cells[item] : default;
            return item < cells.Length;
        }
    }

    private sealed class Series(GridLayout layout, int reader, SlotRead read, Call call) : CellReads(layout, reader)
    {
        public override bool TryGet(int row, int step, int item, out CellRef cell)
        {
            var timed = Layout.Slots[read.Slot].TimeAxis >= 0;
            var found = timed ? item < call.Steps.Count : item == 0;
            cell = found ? new CellRef(read.Slot, Layout.RowRead(read, Reader, row), timed ? call.Steps.First + item : 0) : default;
            return found;
        }
    }
}
