using System.Collections.Immutable;
using System.IO.Enumeration;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Tables;

/// <summary>Makes the statements of a run.</summary>
public static class StatementBuilder
{
    /// <summary>The statements of the root plan and, beside it, of the plans that it uses.</summary>
    public static StatementReport Build(IPlanFigures figures, TableOptions options)
    {
        var statements = ImmutableArray.CreateBuilder<StatementTable>();
        var view = new CurrencyView(figures, options.Currency);
        foreach (var entity in EntitiesOf(figures.Program))
        {
            statements.Add(BuildEntity(figures, view, options, entity));
        }

        return new StatementReport(figures.Program.Title, options.Language, statements.ToImmutable());
    }

    /// <summary>True when a slot is shown under these options: its role, and the names asked for.</summary>
    public static bool IsShown(Slot slot, TableOptions options) => slot.Role switch
    {
        SlotRole.Hidden => false,
        SlotRole.Check => true,
        _ when options.ChecksOnly => false,
        SlotRole.Input or SlotRole.Rate => (options.Inputs || !options.Lines.IsEmpty) && Matches(slot, options.Lines),
        _ => Matches(slot, options.Lines),
    };

    /// <summary>True when a slot's name fits one of the patterns, or there are none. A pattern fits with or without the alias of a used
    /// plan.</summary>
    public static bool Matches(Slot slot, ImmutableArray<string> patterns)
    {
        if (patterns.IsEmpty)
        {
            return true;
        }

        var within = CellNames.WithinEntity(slot);
        return patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, slot.Name, ignoreCase: false)
            || FileSystemName.MatchesSimpleExpression(p, within, ignoreCase: false));
    }

    private static IEnumerable<string> EntitiesOf(PlanProgram program)
    {
        var found = new List<string> { "" };
        foreach (var axis in program.TimeAxes)
        {
            if (!found.Contains(axis.Entity))
            {
                found.Add(axis.Entity);
            }
        }

        return found;
    }

    private static StatementTable BuildEntity(IPlanFigures figures, CurrencyView view, TableOptions options, string entity)
    {
        var program = figures.Program;
        var calendar = program.TimeAxes.FirstOrDefault(a => a.Entity == entity)?.Calendar ?? program.TimeAxes[0].Calendar;
        var columns = ColumnsOf(calendar, options, ReportedSteps.Of(program, entity));
        var tracks = TracksOf(program, entity, options);
        var notes = new FootnoteList(program, options.Language);
        var rows = new RowBuilder(view, options, columns, tracks, notes);
        var sections = new List<(int Section, List<TableRow> Rows)>();
        var measures = ImmutableArray.CreateBuilder<MeasureRow>();
        var checks = ImmutableArray.CreateBuilder<CheckRow>();
        foreach (var slot in program.Slots)
        {
            if (slot.Entity != entity || !IsShown(slot, options))
            {
                continue;
            }

            if (slot.Role == SlotRole.Check)
            {
                checks.Add(CheckReader.Read(figures, slot, tracks, options.Language));
            }
            else if (slot.Role == SlotRole.Measure)
            {
                measures.AddRange(rows.Measure(slot));
            }
            else
            {
                var at = sections.FindIndex(s => s.Section == slot.Section);
                if (at < 0)
                {
                    at = sections.Count;
                    sections.Add((slot.Section, []));
                }

                sections[at].Rows.AddRange(rows.Rows(slot));
            }
        }

        return new StatementTable
        {
            Entity = entity,
            Title = entity.Length == 0 ? program.Title : program.EntityTitles.GetValueOrDefault(entity, entity),
            Columns = columns,
            Tracks = tracks,
            Sections = [.. sections.Select(s => new TableSection(s.Section < 0 ? "" : program.Sections[s.Section], [.. s.Rows]))],
            Measures = measures.ToImmutable(),
            Checks = checks.ToImmutable(),
            Notes = notes.ToImmutable(),
        };
    }

    private static ImmutableArray<TableColumn> ColumnsOf(Calendar calendar, TableOptions options, ReportedSteps reported)
    {
        var grain = calendar.CanReport(options.Grain) ? options.Grain : calendar.Grain;
        var fiscal = options.Fiscal || (grain == calendar.Grain && calendar.First.IsFiscal);
        return
        [
            .. calendar.Periods(grain, fiscal)
                .Where(p => (options.Span.From is not { } from || p.End >= from) && (options.Span.To is not { } to || p.Start <= to))
                .Select(p => new TableColumn(p, FigureWords.Of(p, options.Language) + reported.Mark(calendar.Cover(p), options.Language))),
        ];
    }

    private static ImmutableArray<TableTrack> TracksOf(PlanProgram program, string entity, TableOptions options)
    {
        var axis = program.TrackAxes.FirstOrDefault(a => a.Entity == entity);
        if (axis is null)
        {
            return [new TableTrack(0, "", "")];
        }

        var all = axis.Tracks.Select(static (t, i) => new TableTrack(i, t.Name, t.Label)).ToImmutableArray();
        ImmutableArray<TableTrack> wanted = [.. all.Where(t => options.Tracks.Contains(t.Name) || options.Tracks.Contains(t.Label))];
        return wanted.IsEmpty ? all : wanted;
    }
}
