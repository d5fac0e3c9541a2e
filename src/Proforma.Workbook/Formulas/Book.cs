using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Workbook.Pages;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Formulas;

/// <summary>The workbook while it is made: its sheets, where every row of figures stands, and what is left to be written.</summary>
internal sealed class Book
{
    private readonly Dictionary<SeriesKey, SeriesRow> _rows = [];
    private readonly Queue<SeriesRow> _unwritten = new();
    private readonly Dictionary<(int Slot, int Member), DataBlock> _data = [];
    private readonly Dictionary<(int Axis, int Track), Sheet> _trackSheets = [];
    private readonly SortedSet<int> _frozen = [];
    private readonly HashSet<int> _circular = [];

    public Book(IPlanFigures figures, WorkbookOptions options)
    {
        Figures = figures;
        Program = figures.Program;
        Options = options;
        Words = new Words(options.Language);
        Tracks = new TrackSelection(Program, options.SelectedTrack);
        States = StateAnalysis.Of(figures);
        Clocks = [.. Program.TimeAxes.Select((axis, i) => new Clock(this, axis, i))];
        Spans = new SpanSheets(this);
        Looks = new Looks(this);
        foreach (var circular in Program.Schedule.Steps.OfType<CircularStep>())
        {
            foreach (var group in circular.Groups)
            {
                _circular.UnionWith(CircleCut.Of(Figures, group));
            }
        }
    }

    public IPlanFigures Figures { get; }

    public PlanProgram Program { get; }

    public WorkbookOptions Options { get; }

    public Words Words { get; }

    public TrackSelection Tracks { get; }

    public StateAnalysis States { get; }

    public ImmutableArray<Clock> Clocks { get; }

    public SpanSheets Spans { get; }

    public Looks Looks { get; }

    /// <summary>The defined name that holds the label of the selected track.</summary>
    public string TrackLabelName { get; set; } = "";

    /// <summary>The searches that have a row.</summary>
    public Dictionary<(SeriesKey Key, SearchKind Kind, Grain Grain, bool Fiscal), SearchResult> Searches { get; } = [];

    public SheetNames SheetNames { get; } = new();

    public RangeNames RangeNames { get; } = new();

    public List<Sheet> Sheets { get; } = [];

    /// <summary>The rows of figures that have been given a place.</summary>
    public IReadOnlyCollection<SeriesRow> Rows => _rows.Values;

    /// <summary>The lines of which some cells are values, because a spreadsheet has no formula for them.</summary>
    public IReadOnlyCollection<int> Frozen => _frozen;

    /// <summary>Adds a sheet.</summary>
    /// <param name="wanted">The name, changed where a workbook would not take it.</param>
    /// <param name="calendar">Its time axis, or null.</param>
    /// <param name="order">Its place among the tabs.</param>
    public Sheet AddSheet(string wanted, Calendar? calendar, int order)
    {
        if (calendar is not null && calendar.Count + Sheet.FirstPeriodColumn > CellAddress.MaxColumns)
        {
            throw new WorkbookTooLargeException(
                $"The plan has {calendar.Count:N0} steps; a sheet has room for {CellAddress.MaxColumns - Sheet.FirstPeriodColumn:N0}.");
        }

        var sheet = new Sheet(SheetNames.Take(wanted), order) { Periods = calendar?.Count ?? 0 };
        Sheets.Add(sheet);
        return sheet;
    }

    /// <summary>Gives a row of figures its place.</summary>
    public SeriesRow Place(SeriesKey key, Sheet sheet, GridRow row, bool isData)
    {
        var placed = new SeriesRow(key, Program.Slots[key.Slot], sheet, row) { IsData = isData };
        _rows.Add(key, placed);
        _unwritten.Enqueue(placed);
        return placed;
    }

    /// <summary>Notes where the typed figures of a line stand.</summary>
    public void Place(int slot, int member, DataBlock block) => _data.Add((slot, member), block);

    /// <summary>Where the typed figures of a line stand.</summary>
    /// <exception cref="NoFormulaException">They have no place: the line's data is not shown.</exception>
    public DataBlock DataOf(int slot, int member) =>
        _data.TryGetValue((slot, member), out var block) ? block : throw new NoFormulaException("Typed figures without a place.");

    /// <summary>The row of figures, which gets a place now if it has none.</summary>
    public SeriesRow Row(SeriesKey wanted)
    {
        var key = Tracks.Normal(wanted);
        return _rows.TryGetValue(key, out var known) ? known : WorkingRows.Place(this, key, SheetFor(key));
    }

    /// <summary>Writes the cells of all rows, also of those that only come up while others are written.</summary>
    public void WriteAll()
    {
        var writer = new SeriesWriter(this);
        while (_unwritten.TryDequeue(out var row))
        {
            writer.Write(row);
        }
    }

    /// <summary>Whether a wanted circle is cut at a line: the engine solves it, a spreadsheet gets the solution.</summary>
    public bool IsCut(int slot) => _circular.Contains(slot);

    public void NoteFrozen(int slot) => _frozen.Add(slot);

    /// <summary>The figure of a cell in its line's own unit.</summary>
    public CellValue Shown(SeriesRow row, int step) => Scaled(Figures.At(row.Key.Slot, RowOf(row.Key), step), row.Scale);

    /// <summary>The row of the grid that a key shows now.</summary>
    public int RowOf(SeriesKey key) => RowOf(key, Tracks.TrackOf(Program.Slots[key.Slot], key.Track));

    public int RowOf(SeriesKey key, int track) => (track * Program.Layout.MembersOf(key.Slot)) + key.Member;

    /// <summary>The tracks whose figures a key shows, now or after another selection.</summary>
    public IEnumerable<int> TracksOf(SeriesKey key)
    {
        var slot = Program.Slots[key.Slot];
        return slot.TrackAxis < 0 ? [0]
            : key.Track >= 0 ? [key.Track]
            : Enumerable.Range(0, Program.TrackAxes[slot.TrackAxis].Count);
    }

    /// <summary>What the cells of a row may hold in the tracks that it can show.</summary>
    public States StatesOf(SeriesKey key)
    {
        var states = Formulas.States.None;
        foreach (var track in TracksOf(key))
        {
            states |= States.Row(key.Slot, RowOf(key, track));
        }

        return states;
    }

    public States StatesOf(SeriesKey key, int step)
    {
        var states = Formulas.States.None;
        foreach (var track in TracksOf(key))
        {
            states |= States.At(key.Slot, RowOf(key, track), step);
        }

        return states;
    }

    public static CellValue Scaled(CellValue value, double scale) => value.IsValue && scale != 1 ? CellValue.Of(value.Raw / scale) : value;

    /// <summary>The workings of the plan that a time axis belongs to.</summary>
    public Sheet Workings(string entity) => Clocks.First(c => c.Axis.Entity == entity).Workings;

    private Sheet SheetFor(SeriesKey key)
    {
        var slot = Program.Slots[key.Slot];
        if (key.Track < 0)
        {
            return Workings(slot.Entity);
        }

        if (!_trackSheets.TryGetValue((slot.TrackAxis, key.Track), out var sheet))
        {
            var axis = Program.TrackAxes[slot.TrackAxis];
            var clock = Clocks.First(c => c.Axis.Entity == slot.Entity);
            sheet = AddSheet(Words.TrackSheet(slot.Entity, axis.Tracks[key.Track].Label), clock.Calendar, SheetOrder.Track);
            clock.Head(sheet, Words.TrackSheetTitle(axis.Tracks[key.Track].Label), Words.TrackSheetHint);
            sheet.TabColor = "7F7F7F";
            _trackSheets.Add((slot.TrackAxis, key.Track), sheet);
        }

        return sheet;
    }
}

/// <summary>Where the typed figures of a line stand: one row, or one a track.</summary>
/// <param name="Sheet">The sheet.</param>
/// <param name="FirstRow">The first row.</param>
/// <param name="Tracks">How many rows: 1 where all tracks have the same figures.</param>
internal sealed record DataBlock(Sheet Sheet, int FirstRow, int Tracks);
