using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Proforma.Language.Diagnostics;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Workbook.Import;
using Proforma.Workspace;

namespace Proforma.Cli.Commands;

/// <summary>`proforma import`: reported figures from a workbook or CSV into a plan's actuals.</summary>
internal sealed class ImportCommand
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "The reported figures: an .xlsx or .csv file." };
    private readonly Option<string> _plan = new("--plan") { Description = "The plan whose lines the figures are.", Required = true };
    private readonly Option<bool> _dry = new("--dry-run") { Description = "Print what would change, and write nothing." };
    private readonly Option<string> _sheet = Text("--sheet", "The sheet to read; the first one with periods when left out.");
    private readonly Option<string> _through = Text("--through", "The last period to take: 2025-03.");
    private readonly Option<string> _track = Text("--track", "The track that the figures belong to; all tracks when left out, for history is one.");
    private readonly Option<string> _to = Text("--to", "The table to write, beside the plan; PLAN.actuals.csv when left out.");
    private readonly Option<string> _map = Text("--map", "The file that remembers what rows are called in the plan; PLAN.import.map when left out.");
    private readonly Option<string> _language = CommonOptions.Language();
    private readonly Option<string> _color = CommonOptions.Color();
    private readonly Terminal _terminal;

    private ImportCommand(Terminal terminal) => _terminal = terminal;

    public static Command Build(Terminal terminal)
    {
        var import = new ImportCommand(terminal);
        var command = new Command("import", "Bring reported figures from a workbook or CSV file into a plan's actuals.")
        {
            import._source, import._plan, import._dry, import._sheet, import._through, import._track, import._to, import._map,
            import._language, import._color,
        };
        command.SetAction(parsed =>
        {
            try
            {
                return import.Execute(parsed);
            }
            catch (ImportRefusedException refusal)
            {
                throw new UsageException(refusal.Message);
            }
        });
        return command;
    }

    private static Option<string> Text(string name, string description) =>
        new(name) { Description = description, DefaultValueFactory = static _ => "" };

    private int Execute(ParseResult parsed)
    {
        var plan = parsed.GetValue(_plan)!;
        var session = OpenedPlan.Open(plan);
        var color = CommonOptions.ColorOf(parsed.GetValue(_color));
        if (OpenedPlan.Program(session, _terminal, color) is not { } program || OpenedPlan.Run(session, _terminal) is not { } figures)
        {
            return ExitCode.Diagnostics;
        }

        var track = parsed.GetValue(_track)!;
        CommonOptions.RequireTracks(program, track.Length == 0 ? [] : [track]);
        var files = ImportFiles.Of(plan, parsed.GetValue(_to)!, parsed.GetValue(_map)!);
        var table = new ActualsTable(program.TimeAxes[0].Calendar);
        if (files.TableText is { } earlier)
        {
            table.Load(ReadText(files.Table, earlier), files.Table);
        }

        var result = Match(parsed, program, files, table);
        var before = table.HasTracks;
        foreach (var figure in result.Figures)
        {
            table.Set(figure);
        }

        RequireOneKind(table, before, result, files);
        var page = new ImportPage(_terminal.Output, _terminal.OutputPalette(color), CommonOptions.LanguageOf(parsed.GetValue(_language)));
        page.Write(figures, result);
        if (result.Figures.IsEmpty)
        {
            _terminal.Error.WriteLine("error: nothing can be imported.");
            Remember(parsed, files, result);
            return ExitCode.Diagnostics;
        }

        if (!Write(parsed, session, files, table, page))
        {
            return ExitCode.Diagnostics;
        }

        Remember(parsed, files, result);
        return result.Rejects.IsEmpty ? ExitCode.Fine : ExitCode.ChecksFail;
    }

    private ImportResult Match(ParseResult parsed, PlanProgram program, ImportFiles files, ActualsTable earlier)
    {
        var source = parsed.GetValue(_source)!;
        NewFile.RequirePath(source);
        var rejects = new List<ImportReject>();
        var calendar = program.TimeAxes[0].Calendar;
        var found = SourceFigures.Read(Open(source), parsed.GetValue(_sheet)!, calendar, rejects);
        var through = parsed.GetValue(_through)! is { Length: > 0 } text
            ? PeriodHead.Read(new SourceCell(text), calendar)?.End ?? throw new UsageException(
                $"--through {text}: this is no period; write for example {calendar.First}.")
            : (DateOnly?)null;
        var import = new ActualsImport(program, files.Map, parsed.GetValue(_track)!, files.Table, Spelling.Nearest, rejects);
        return import.Match(found, through, earlier);
    }

    private static IReadOnlyList<SourceGrid> Open(string path)
    {
        if (Directory.Exists(path) || !File.Exists(path))
        {
            throw new UsageException(Directory.Exists(path) ? $"{path} is a folder." : $"There is no file {path}.");
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return SourceFile.Read(Path.GetFileName(path), stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {error.Message}");
        }
    }

    private static SourceGrid ReadText(string name, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return stream.Length == 0 ? new SourceGrid("") : SourceFile.Read(name, stream)[0];
    }

    // A table is either that of all tracks or has a track in every row: the language reads it so.
    private static void RequireOneKind(ActualsTable table, bool hadTracks, ImportResult result, ImportFiles files)
    {
        if (files.TableText is { Length: > 0 } && !result.Figures.IsEmpty && table.HasTracks && (!hadTracks || result.Figures.Any(IsOfAllTracks)))
        {
            var kind = hadTracks ? "of single tracks" : "of all tracks";
            throw new UsageException($"{files.Table} holds figures {kind}; keep the two kinds in tables of their own, with --to.");
        }

        if (files.TableText is null && table.HasTracks && result.Figures.Any(IsOfAllTracks))
        {
            throw new UsageException("Some figures are those of a track and some of all tracks; import them one after the other, with --to.");
        }
    }

    private static bool IsOfAllTracks(AcceptedFigure figure) => figure.Track.Length == 0 && figure.Slot.TrackAxis >= 0;

    /// <summary>Writes table and plan; nothing where the plan would no longer compile.</summary>
    private bool Write(ParseResult parsed, PlanSession session, ImportFiles files, ActualsTable table, ImportPage page)
    {
        var csv = table.Csv();
        var edited = PlanEdit.WithActuals(files.PlanText, files.Table, table.ThroughText, table.Through!.Value, text =>
            PeriodHead.Read(new SourceCell(text), session.Program!.TimeAxes[0].Calendar)?.End);
        var check = session.WithTable(files.Table, csv, edited);
        if (check.HasErrors)
        {
            DiagnosticPage.Write(check, _terminal.Error, _terminal.ErrorPalette(CommonOptions.ColorOf(parsed.GetValue(_color))));
            _terminal.Error.WriteLine("error: with these figures the plan would not compile; nothing was written.");
            return false;
        }

        // A column that the plan does not use would be lost without a word.
        if (check.DiagnosticCount > session.Compilation.DiagnosticCount)
        {
            DiagnosticPage.Write(check, _terminal.Error, _terminal.ErrorPalette(CommonOptions.ColorOf(parsed.GetValue(_color))));
        }

        var isDry = parsed.GetValue(_dry);
        if (!isDry)
        {
            NewFile.Replace(files.TablePath, Encoding.UTF8.GetBytes(csv));
            if (edited != files.PlanText)
            {
                NewFile.Replace(files.PlanPath, files.PlanBytes(edited));
            }
        }

        page.WriteSummary(files.Table, table.ThroughText, isDry, edited != files.PlanText);
        return true;
    }

    private void Remember(ParseResult parsed, ImportFiles files, ImportResult result)
    {
        if (parsed.GetValue(_dry) || (result.Learnt.IsEmpty && result.Unmatched.IsEmpty))
        {
            return;
        }

        foreach (var (label, line) in result.Learnt)
        {
            files.Map.Set(label, line);
        }

        foreach (var label in result.Unmatched.Where(l => files.Map.Of(l) is null))
        {
            files.Map.Set(label, ImportMap.Open);
        }

        var text = files.Map.Text(files.MapText);
        if (text != files.MapText)
        {
            NewFile.Replace(files.MapPath, Encoding.UTF8.GetBytes(text));
            _terminal.Output.WriteLine($"{files.MapName} remembers what rows are called in the plan"
                + (result.Unmatched.IsEmpty ? "." : "; name a line for each ? in it and import again."));
        }
    }
}
