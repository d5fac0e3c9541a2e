using System.Globalization;
using Proforma.Engine.Simulation;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Testing;
using Proforma.Workspace;
using Xunit;

namespace Proforma.Workspace.Tests.Simulation;

/// <summary>The reference model against figures from two independent simulations of 16 million trials each, in other languages.</summary>
public sealed class AiLabTests
{
    private static readonly string[] s_names =
    [
        "rev_2024", "rev_2025", "rev_2026", "rev_2027", "ebitda_2024", "ebitda_2025", "ebitda_2026", "ebitda_2027",
        "cash_2024", "cash_2025", "cash_2026", "cash_2027", "first_neg", "peak_funding", "burn_end", "min_margin", "min_runway", "reaches_target",
    ];

    [Fact]
    public void Kernels_compute_what_recalculations_compute()
    {
        var program = PlanSession.Open("examples/ai-lab-48m/ai-lab-48m.plan").Session!.Program!;
        var reference = Run(program, 2100, TrialPath.TrialByTrial, out _);
        foreach (var path in (ReadOnlySpan<TrialPath>)[TrialPath.Blockwise, TrialPath.Compiled])
        {
            var found = Run(program, 2100, path, out var outcome);
            Assert.Equal("", outcome.PathReason);
            Assert.Equal(path, outcome.Path);
            Assert.Equal(0, outcome.TrialsRedone);
            for (var i = 0; i < s_names.Length; i++)
            {
                Assert.Equal(reference.Outputs[i], found.Outputs[i]);
            }
        }
    }

    private static KeptTrials Run(PlanProgram program, long trials, TrialPath path, out SimulationOutcome outcome)
    {
        var outputs = s_names.Select(name => new SimulationOutput(program.Slots.First(s => s.Name == name).Index, 0, null)).ToArray();
        var kept = new KeptTrials(outputs.Length, trials);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        outcome = MonteCarlo.Run(
            program, new SimulationOptions { Trials = trials, Seed = 7, Outputs = [.. outputs], Path = path }, kept, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        Console.WriteLine($"{path} {trials} {watch.Elapsed.TotalMilliseconds:F1} ms");
        return kept;
    }
}
