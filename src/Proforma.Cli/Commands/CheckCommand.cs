using System.CommandLine;
using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Proforma.Reporting.Tables;

namespace Proforma.Cli.Commands;

/// <summary>`proforma check`: what there is to say about a plan, and whether its checks hold.</summary>
internal static class CheckCommand
{
    public static Command Build(Terminal terminal)
    {
        var file = CommonOptions.PlanFile();
        var json = CommonOptions.Json("Print diagnostics as JSON: code, severity, file, line, column, end_line, end_column, message, fix.");
        var language = CommonOptions.Language();
        var color = CommonOptions.Color();
        var command = new Command("check", "Check a plan: names, units, currencies, periods and cycles, and then its own checks.")
        {
            file, json, language, color,
        };
        command.SetAction(parsed =>
        {
            var session = OpenedPlan.Open(parsed.GetValue(file)!);
            var choice = CommonOptions.ColorOf(parsed.GetValue(color));
            if (parsed.GetValue(json))
            {
                DiagnosticPage.WriteJson(session.Compilation, terminal.Output);
            }
            else
            {
                DiagnosticPage.Write(session.Compilation, terminal.Error, terminal.ErrorPalette(choice));
            }

            if (session.Program is null)
            {
                Say(parsed, json, terminal,
                    terminal.ErrorPalette(choice).Red($"{parsed.GetValue(file)}: {DiagnosticPage.Count(session.Compilation)}"), isError: true);
                return ExitCode.Diagnostics;
            }

            if (OpenedPlan.Run(session, terminal) is not { } figures)
            {
                return ExitCode.Diagnostics;
            }

            var options = TableOptions.Default
                with { ChecksOnly = true, Numbers = new() { Language = CommonOptions.LanguageOf(parsed.GetValue(language)) } };
            var report = StatementBuilder.Build(figures, options);
            var found = DiagnosticPage.Count(session.Compilation);
            Say(parsed, json, terminal, $"{parsed.GetValue(file)}: {(found.Length == 0 ? "no problems" : found)}", isError: false);
            var writer = parsed.GetValue(json) ? terminal.Error : terminal.Output;
            var palette = parsed.GetValue(json) ? terminal.ErrorPalette(choice) : terminal.OutputPalette(choice);
            new CheckPage(writer, palette, report.Language).Write(report);
            return report.HasFailedChecks ? ExitCode.ChecksFail : ExitCode.Fine;
        });
        return command;
    }

    private static void Say(ParseResult parsed, Option<bool> json, Terminal terminal, string text, bool isError)
    {
        if (!parsed.GetValue(json))
        {
            (isError ? terminal.Error : terminal.Output).WriteLine(text);
        }
    }
}
