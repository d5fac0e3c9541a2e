using System.CommandLine;
using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Proforma.Engine.Simulation;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Reporting.Explain;
using Proforma.Reporting.Numbers;
using Proforma.Workspace;

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
        var trial = new Option<string>("--trial") { Description = "The figure in this trial of a simulation, numbered from 0.", DefaultValueFactory = static _ => "" };
        var seed = new Option<ulong>("--seed") { Description = "With --trial: the simulation's seed.", DefaultValueFactory = static _ => 1 };
        var sampling = new Option<string>("--sampling") { Description = "With --trial: the simulation's sampling.", DefaultValueFactory = static _ => "random" };
        sampling.AcceptOnlyFromAmong([.. SimulationArguments.Samplings]);
        var trials = new Option<string>("--trials") { Description = "With --trial and lhs: how many trials the simulation has.", DefaultValueFactory = static _ => "" };
        var set = CommonOptions.Set();
        var command = new Command("explain", "Explain a figure: its formula, the figures that it reads, down to inputs and their sources.")
        {
            file, cell, track, depth, trial, seed, sampling, trials, set, language, color,
        };
        command.SetAction(parsed =>
        {
            var choice = CommonOptions.ColorOf(parsed.GetValue(color));
            var session = OpenedPlan.Open(parsed.GetValue(file)!, [], SimulationArguments.Overrides(parsed.GetValue(set)));
            if (OpenedPlan.Program(session, terminal, choice) is not { } program)
            {
                return ExitCode.Diagnostics;
            }

            var selected = CellSelector.Read(parsed.GetValue(cell)!, parsed.GetValue(track)!, program);
            var figures = parsed.GetValue(trial)! is { Length: > 0 } number
                ? Trial(program, number, parsed.GetValue(seed), parsed.GetValue(sampling)!, parsed.GetValue(trials)!)
                : OpenedPlan.Run(session, terminal);
            if (figures is null)
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

    private static IPlanFigures Trial(PlanProgram program, string number, ulong seed, string sampling, string trials)
    {
        var trial = CountArgument.Read(number) ?? throw new UsageException($"--trial {number}: trials are numbered from 0.");
        if (sampling == "lhs" && trials.Length == 0)
        {
            throw new UsageException("--sampling lhs: say with --trials how many trials the simulation has; its draws depend on it.");
        }

        var options = new SimulationOptions
        {
            Trials = trials.Length == 0 ? trial == long.MaxValue ? trial : trial + 1 : SimulationArguments.Trials(trials),
            Seed = seed,
            Sampling = SimulationArguments.SamplingOf(sampling),
        };
        var (result, refusal) = MonteCarlo.Trial(program, options, trial);
        return result is null ? throw new UsageException($"--trial {number}: {refusal}") : new RunFigures(result);
    }
}
