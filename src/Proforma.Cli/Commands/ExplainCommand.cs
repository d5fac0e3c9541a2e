using System.CommandLine;
using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Proforma.Reporting.Explain;
using Proforma.Reporting.Numbers;

namespace Proforma.Cli.Commands;

/// <summary>`proforma explain`: one figure with its formula and operands, down to inputs and their sources.</summary>
internal static class ExplainCommand
{
    private const int UsualDepth = 3, MostDepth = 50;

    public static Command Build(Terminal terminal)
    {
        var file = CommonOptions.PlanFile();
        var cell = new Argument<string>("FIGURE")
        {
            Description = "What to explain: 'revenue[2027]', 'cash[aggressive, 2026-03]', 'sales[product=api, 2027-Q1]'.",
        };
        var track = new Option<string>("--track") { Description = "The track; the plan's first without it.", DefaultValueFactory = static _ => "" };
        var depth = new Option<int>("--depth")
        {
            Description = $"How many formulas deep to go, 1 to {MostDepth}.",
            DefaultValueFactory = static _ => UsualDepth,
        };
        depth.Validators.Add(static r =>
        {
            if (r.GetValueOrDefault<int>() is < 1 or > MostDepth)
            {
                r.AddError($"--depth is a number from 1 to {MostDepth}.");
            }
        });
        var language = CommonOptions.Language();
        var color = CommonOptions.Color();
        var command = new Command("explain", "Explain a figure: its formula, the figures that it reads, down to inputs and their sources.")
        {
            file, cell, track, depth, language, color,
        };
        command.SetAction(parsed =>
        {
            var choice = CommonOptions.ColorOf(parsed.GetValue(color));
            var session = OpenedPlan.Open(parsed.GetValue(file)!);
            if (OpenedPlan.Program(session, terminal, choice) is not { } program)
            {
                return ExitCode.Diagnostics;
            }

            var selected = CellSelector.Read(parsed.GetValue(cell)!, parsed.GetValue(track)!, program);
            if (OpenedPlan.Run(session, terminal) is not { } figures)
            {
                return ExitCode.Diagnostics;
            }

            var numbers = new NumberOptions { Language = CommonOptions.LanguageOf(parsed.GetValue(language)) };
            var explanation = new Explainer(figures, numbers, parsed.GetValue(depth)).Explain(selected.Slot.Index, selected.Row, selected.Period);
            new ExplanationPage(terminal.Output, terminal.OutputPalette(choice), numbers.Language).Write(explanation);
            return ExitCode.Fine;
        });
        return command;
    }
}
