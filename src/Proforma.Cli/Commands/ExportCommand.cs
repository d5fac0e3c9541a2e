using System.CommandLine;
using Proforma.Cli.Arguments;
using Proforma.Workbook;

namespace Proforma.Cli.Commands;

/// <summary>`proforma export`: a plan as a live workbook.</summary>
internal sealed class ExportCommand
{
    private readonly Argument<string> _file = CommonOptions.PlanFile();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The workbook to write: an .xlsx file. One that is there is replaced.",
        Required = true,
    };
    private readonly Option<string> _track = new("--track")
    {
        Description = "The track that the workbook shows first; its selector switches to any other.",
        DefaultValueFactory = static _ => "",
    };
    private readonly Option<string> _language = CommonOptions.Language();
    private readonly Option<string> _color = CommonOptions.Color();
    private readonly Terminal _terminal;

    private ExportCommand(Terminal terminal) => _terminal = terminal;

    public static Command Build(Terminal terminal)
    {
        var export = new ExportCommand(terminal);
        var command = new Command("export", "Write a plan as an Excel workbook with live formulas and a selector of tracks.")
        {
            export._file, export._output, export._track, export._language, export._color,
        };
        command.SetAction(export.Execute);
        return command;
    }

    private int Execute(ParseResult parsed)
    {
        var path = parsed.GetValue(_output)!;
        NewFile.RequirePath(path);
        if (!path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"{path}: a workbook is an .xlsx file; name it so.");
        }

        if (Directory.Exists(path))
        {
            throw new UsageException($"{path} is a folder.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new UsageException($"{path} cannot be written: there is no folder {Path.GetDirectoryName(path)}.");
        }

        var session = OpenedPlan.Open(parsed.GetValue(_file)!);
        if (OpenedPlan.Program(session, _terminal, CommonOptions.ColorOf(parsed.GetValue(_color))) is not { } program)
        {
            return ExitCode.Diagnostics;
        }

        var track = parsed.GetValue(_track)!;
        CommonOptions.RequireTracks(program, track.Length == 0 ? [] : [track]);
        if (OpenedPlan.Run(session, _terminal) is not { } figures)
        {
            return ExitCode.Diagnostics;
        }

        var axis = program.TrackAxes[0];
        var options = new WorkbookOptions
        {
            Language = CommonOptions.LanguageOf(parsed.GetValue(_language)),
            SelectedTrack = Math.Max(0, axis.Tracks.ToList().FindIndex(t => t.Name == track || t.Label == track)),
        };
        using var bytes = new MemoryStream();
        try
        {
            WorkbookExport.Write(figures, options, bytes);
        }
        catch (WorkbookTooLargeException refusal)
        {
            throw new UsageException(refusal.Message);
        }

        NewFile.Replace(path, bytes.ToArray());
        _terminal.Error.WriteLine($"{path} is written.");
        return ExitCode.Fine;
    }
}
