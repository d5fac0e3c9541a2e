using System.CommandLine;
using Proforma.Claims.Reconciliation;
using Proforma.Cli.Arguments;
using Proforma.Language;
using Proforma.Reporting.Claims;
using Proforma.Reporting.Numbers;
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
    private readonly Option<string?> _claims = new("--claims")
    {
        Description = "A file of claims about the plan, for a sheet that holds them against it. Claims in the plan itself need no option.",
        HelpName = "file",
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
            export._file, export._output, export._track, export._claims, export._language, export._color,
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
        var language = CommonOptions.LanguageOf(parsed.GetValue(_language));
        var (isFine, claims) = Claims(parsed, language);
        if (!isFine)
        {
            return ExitCode.Diagnostics;
        }

        var options = new WorkbookOptions
        {
            Language = language,
            Claims = claims,
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

    /// <summary>The claims of the plan, or of the file that the option names; not fine when that file has errors, which are printed.</summary>
    private (bool IsFine, ClaimTable? Claims) Claims(ParseResult parsed, ReportLanguage language)
    {
        var file = parsed.GetValue(_claims);
        var session = OpenedPlan.Open(file ?? parsed.GetValue(_file)!, scope: CompileScope.Claims);

        // What there is to say about the plan's own file was said when it was opened for its figures.
        var program = file is null ? session.Program : OpenedPlan.Program(session, _terminal, CommonOptions.ColorOf(parsed.GetValue(_color)));
        if (program is null || program.Claims.IsEmpty)
        {
            return (program is not null || file is null, null);
        }

        return OpenedPlan.Run(session, _terminal) is { } figures
            ? (true, ClaimTableBuilder.Build(
                program, Reconciler.Reconcile(figures, new ReconcileOptions(), _terminal.Interrupted), new NumberOptions { Language = language }))
            : (false, null);
    }
}
