using Proforma.Model.Program;
using Proforma.Workbook.Sheets;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Workbook.Formulas;

/// <summary>The operands of a rule in one step, as cells.</summary>
internal sealed class StepOperands(Book book, SeriesKey key, Sheet from, int step) : IFormulaOperands
{
    private readonly Slot _slot = book.Program.Slots[key.Slot];
    private readonly GridLayout _layout = book.Program.Layout;

    public Formula Table(int table) => new(Clock.Table(from, table, step), Binding.Atom);

    public Formula Read(SlotRead read, ReadOnlySpan<Formula> done)
    {
        var at = _layout.StepRead(read, key.Slot, step);
        return at switch
        {
            GridLayout.NoStep => Formula.Blank,
            GridLayout.OutsideCalendar => read.DefaultOp is { } op ? done[op] : Formula.Failed,
            _ => CellOf(book, from, book.Row(KeyRead(read)), at, read.Time == ReadTime.Fixed),
        };
    }

    public Formula Reduce(Reduction reduction)
    {
        var at = _layout.StepRead(reduction.Read, key.Slot, step);
        if (at < 0)
        {
            return at == GridLayout.NoStep ? Formula.Blank : Formula.Failed;
        }

        var rows = new List<SeriesRow>();
        foreach (var found in KeysReduced(reduction))
        {
            rows.Add(book.Row(found));
        }

        return Gathering.OfRows(book, from, rows, at, reduction.Reducer, reduction.Read.Time == ReadTime.Fixed);
    }

    public Formula Window(Window window)
    {
        var last = _layout.StepRead(window.Read, key.Slot, step);
        if (last < 0)
        {
            return last == GridLayout.NoStep ? Formula.Blank : Formula.Failed;
        }

        return WindowFormulas.Of(book, from, book.Row(KeyRead(window.Read)), window, last, isFixed: false);
    }

    public Formula RollUp(RollUpRead rollUp) => book.Spans.AsRead(from, KeyRead(rollUp.Read), rollUp);

    public Formula Search(Search search) => SearchRows.Result(book, from, KeyRead(search.Read), search);

    public Formula Call(Call call, ReadOnlySpan<Formula> done) => FinanceFormulas.Of(book, from, call, [.. call.Series.Select(KeyRead)], done);

    /// <summary>A cell as an operand, in base units.</summary>
    public static Formula CellOf(Book book, Sheet from, SeriesRow row, int step, bool isFixed) =>
        CellOf(References.Cell(from, row, step, isFixed), row, book.StatesOf(row.Key));

    public static Formula CellOf(string address, SeriesRow row, States states)
    {
        if ((states & States.Value) == States.None && states is States.Blank)
        {
            return Formula.Blank;
        }

        var cell = new Formula(address, Binding.Atom) { States = states, BlankTests = (states & States.Blank) == States.None ? []
            : [$"{address}=\"\""] };
        return row.Slot.Type == ValueType.Boolean
            ? cell with { Text = $"{address}=1", Binding = Binding.Comparison, IsLogical = true, Number = address }
            : FormulaOps.Times(cell, row.Scale);
    }

    /// <summary>The row of figures that a read means.</summary>
    /// <exception cref="NoFormulaException">What is read follows the selected track in a way of its own.</exception>
    private SeriesKey KeyRead(SlotRead read) => KeyRead(book, key, read);

    public static SeriesKey KeyRead(Book book, SeriesKey key, SlotRead read)
    {
        var track = book.Tracks.TrackRead(read, book.Program.Slots[key.Slot], key.Track)
            ?? throw new NoFormulaException("The tracks of two plans are matched in more than one way.");
        var row = book.Program.Layout.RowRead(read, key.Slot, book.RowOf(key, Math.Max(0, key.Track)));
        return new SeriesKey(read.Slot, row % book.Program.Layout.MembersOf(read.Slot), track);
    }

    private List<SeriesKey> KeysReduced(Reduction reduction) => KeysReduced(book, key, reduction);

    public static List<SeriesKey> KeysReduced(Book book, SeriesKey key, Reduction reduction)
    {
        var layout = book.Program.Layout;
        var slot = reduction.Read.Slot;
        var rows = new List<int>();
        layout.AddRowsReduced(reduction, key.Slot, book.RowOf(key, Math.Max(0, key.Track)), rows);
        var all = reduction.OverTracks && book.Tracks.HasChoice(book.Program.Slots[slot].TrackAxis);
        var track = all ? 0 : book.Tracks.TrackRead(reduction.Read, book.Program.Slots[key.Slot], key.Track)
            ?? throw new NoFormulaException("The tracks of two plans are matched in more than one way.");
        return rows.ConvertAll(row => new SeriesKey(slot, row % layout.MembersOf(slot), all ? layout.TrackOf(slot, row) : track));
    }

    private Clock Clock => book.Clocks[_slot.TimeAxis];
}
