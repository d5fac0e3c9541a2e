using System.Globalization;
using System.Text;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Calendar = Proforma.Model.Time.Calendar;

namespace Proforma.Workbook.Import;

/// <summary>
/// The table of actuals that a plan reads: a column `period`, a column `track` where figures have tracks, and one for each line.
/// Figures of an earlier import stay unless a new one takes their place.
/// </summary>
public sealed class ActualsTable
{
    private const string PeriodColumn = "period", TrackColumn = "track";

    private readonly List<string> _lines = [];
    private readonly Dictionary<(string Period, string Track), Dictionary<string, string>> _rows = [];
    private readonly Dictionary<string, Period> _periods = [];
    private readonly Calendar _calendar;

    /// <param name="calendar">The plan's calendar, by which the rows are put in order.</param>
    public ActualsTable(Calendar calendar) => _calendar = calendar;

    /// <summary>The last day of the last period that has a figure.</summary>
    public DateOnly? Through { get; private set; }

    /// <summary>The last period that has a figure, as the language writes it.</summary>
    public string ThroughText { get; private set; } = "";

    /// <summary>Whether rows are those of one track.</summary>
    public bool HasTracks => _rows.Keys.Any(static k => k.Track.Length > 0);

    /// <summary>Takes over the figures of an earlier table.</summary>
    /// <exception cref="ImportRefusedException">It is no table that an import wrote.</exception>
    public void Load(SourceGrid table, string path)
    {
        var head = table.Rows.FirstOrDefault();
        if (head.Cells is null)
        {
            return;
        }

        if (head.Cells.GetValueOrDefault(1).Text != PeriodColumn)
        {
            throw new ImportRefusedException(
                $"{path} is no table of an earlier import: its first column is not called period. Choose another with --to.");
        }

        foreach (var (row, cells) in table.Rows.Skip(1))
        {
            if (PeriodHead.Read(cells.GetValueOrDefault(1), _calendar) is not { } period)
            {
                throw new ImportRefusedException($"{path}, row {row}: {cells.GetValueOrDefault(1).Text} is no period.");
            }

            var track = head.Cells.FirstOrDefault(static c => c.Value.Text == TrackColumn).Key is > 0 and var column
                ? cells.GetValueOrDefault(column).Text ?? "" : "";
            foreach (var (at, cell) in cells.Where(c => c.Key > 1 && head.Cells.GetValueOrDefault(c.Key).Text is not (TrackColumn or null)))
            {
                Set(period, track, head.Cells[at].Text, cell.Text);
            }
        }
    }

    /// <summary>Sets a figure.</summary>
    /// <returns>The figure that stood there before, or null.</returns>
    public string? Set(AcceptedFigure figure) =>
        Set(figure.Period, figure.Track, figure.Slot.Name, figure.Value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Another period of which the table has a figure that stands for some of the same steps; null where there is none.</summary>
    public Period? Overlap(AcceptedFigure figure)
    {
        var wanted = StepsOf(figure.Period, figure.Slot.Kind);
        foreach (var (key, row) in _rows)
        {
            if (key.Track == figure.Track && _periods[key.Period] is var other && other != figure.Period
                && row.GetValueOrDefault(figure.Slot.Name, "").Length > 0
                && StepsOf(other, figure.Slot.Kind) is var (first, last) && first <= wanted.Last && last >= wanted.First)
            {
                return other;
            }
        }

        return null;
    }

    // A flow's figure stands for every step of its period, a balance's for the last one.
    private (int First, int Last) StepsOf(Period period, Kind kind) =>
        _calendar.Cover(period) is var steps && kind == Kind.Flow ? (steps.First, steps.Last) : (steps.Last, steps.Last);

    /// <summary>The table as CSV.</summary>
    public string Csv()
    {
        var text = new StringBuilder(PeriodColumn);
        var tracks = HasTracks;
        text.Append(tracks ? "," + TrackColumn : "");
        foreach (var line in _lines)
        {
            text.Append(',').Append(Quoted(line));
        }

        text.Append('\n');
        foreach (var (key, figures) in _rows.OrderBy(r => _periods[r.Key.Period].Start).ThenBy(static r => r.Key.Period, StringComparer.Ordinal)
            .ThenBy(static r => r.Key.Track, StringComparer.Ordinal))
        {
            text.Append(key.Period).Append(tracks ? "," + Quoted(key.Track) : "");
            foreach (var line in _lines)
            {
                text.Append(',').Append(Quoted(figures.GetValueOrDefault(line, "")));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private string? Set(Period period, string track, string line, string value)
    {
        var written = period.ToString();
        _periods.TryAdd(written, period);
        if (!_rows.TryGetValue((written, track), out var row))
        {
            _rows.Add((written, track), row = []);
        }

        if (!_lines.Contains(line))
        {
            _lines.Add(line);
        }

        if (Through is null || period.End > Through)
        {
            (Through, ThroughText) = (period.End, written);
        }

        var before = row.GetValueOrDefault(line);
        row[line] = value;
        return before;
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
