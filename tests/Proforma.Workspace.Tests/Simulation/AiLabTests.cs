using Proforma.Engine.Simulation;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using Proforma.Testing;
using Xunit;

namespace Proforma.Workspace.Tests.Simulation;

/// <summary>
/// The reference model against two independent simulations of 16 million trials each, in other languages: means and quantiles of its outputs,
/// in millions of dollars where they are money.
/// </summary>
public sealed class AiLabTests
{
    private const int Trials = 200_000;

    // Half a digit of what is published, as a share of it.
    private const double Rounding = 5e-4;

    private static readonly double[] s_probabilities = [0.05, 0.1, 0.5, 0.9, 0.95];

    [Fact]
    public void Statistics_agree_with_the_reference()
    {
        var program = Program();
        AssertAgrees(program, "rev_2024", 732.05, 606.1, 629.5, 724.6, 844.1, 883.4);
        AssertAgrees(program, "rev_2025", 3723.7, 2459.6, 2665.5, 3591.2, 4946.5, 5437.4);
        AssertAgrees(program, "rev_2026", 12537.8, 6707, 7540, 11652, 18606, 21357);
        AssertAgrees(program, "rev_2027", 30838.5, 13329, 15509, 27320.5, 50260, 60158);
        AssertAgrees(program, "ebitda_2024", -1617.26, -1774.8, -1740.4, -1617.9, -1493.2, -1457.4);
        AssertAgrees(program, "ebitda_2025", -3364.1, -4203.5, -4032.2, -3402.4, -2650.0, -2395.2);
        AssertAgrees(program, "ebitda_2026", 192.2, -3497, -2815.6, -180.7, 3656.4, 5138);
        AssertAgrees(program, "ebitda_2027", 6398.7, -5446.5, -3345.3, 4712.5, 18168.5, 23888);
        AssertAgrees(program, "cash_2024", 3645.72, 3511.6, 3540.8, 3645.1, 3751.5, 3782.05);
        AssertAgrees(program, "cash_2025", 4089.2, 3198.3, 3386.2, 4063.5, 4827.1, 5065.1);
        AssertAgrees(program, "cash_2026", 4105.5, 18.7, 876.5, 3948.6, 7496.7, 8759.5);
        AssertAgrees(program, "cash_2027", 8443.1, -5571, -2514.2, 7369.5, 20562, 25903);
    }

    [Fact]
    public void Extremes_and_probabilities_agree_with_the_reference()
    {
        var program = Program();
        var first = Period.Month(2024, 1).Ordinal;
        AssertMean(46.2892, Outcomes(program, "first_neg").Select(month => month == PeriodValue.Never ? 48 : month - first));
        AssertMean(0.16731, Outcomes(program, "first_neg").Select(static month => month == PeriodValue.Never ? 0 : 1.0));
        AssertMean(792.1, Outcomes(program, "peak_funding").Select(static x => x * 1e-6));
        AssertMean(6268.6, Outcomes(program, "burn_end").Select(static x => x * 1e-6));
        AssertMean(0.447137, Outcomes(program, "min_margin"));
        AssertMean(2.2933, Outcomes(program, "min_runway"));
        AssertMean(0.30849, Outcomes(program, "reaches_target"));
    }

    [Fact]
    public void The_model_has_kernels_and_no_trial_fails()
    {
        var program = Program();
        var kept = new KeptTrials(1, 2000);
        var outcome = MonteCarlo.Run(
            program,
            new SimulationOptions { Trials = 2000, Outputs = [Output(program, "cash_2027")], Path = TrialPath.Compiled },
            kept,
            TestContext.Current.CancellationToken);
        Assert.Equal(TrialPath.Compiled, outcome.Path);
        Assert.Equal(0, outcome.TrialsRedone);
    }

    private static PlanProgram Program() => PlanSession.Open("examples/ai-lab-48m/ai-lab-48m.plan").Session!.Program!;

    private static SimulationOutput Output(PlanProgram program, string name) => new(program.Slots.First(s => s.Name == name).Index, 0, null);

    private static double[] Outcomes(PlanProgram program, string name)
    {
        var kept = new KeptTrials(1, Trials);
        var options = new SimulationOptions { Trials = Trials, Seed = 7, Outputs = [Output(program, name)] };
        Assert.Null(MonteCarlo.Run(program, options, kept, TestContext.Current.CancellationToken).Refusal);
        return kept.Outputs[0];
    }

    private static void AssertAgrees(PlanProgram program, string name, double mean, params ReadOnlySpan<double> quantiles)
    {
        var values = Outcomes(program, name).Select(static x => x * 1e-6).ToArray();
        AssertMean(mean, values);
        for (var i = 0; i < quantiles.Length; i++)
        {
            var p = s_probabilities[i];
            var error = 4 * Math.Sqrt(p * (1 - p) / Trials);
            var slack = Math.Abs(quantiles[i]) * Rounding;
            Assert.InRange(Share(values, quantiles[i] - slack), 0, p + error);
            Assert.InRange(Share(values, quantiles[i] + slack), p - error, 1);
        }
    }

    private static void AssertMean(double expected, IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        var deviation = Math.Sqrt(all.Average(x => (x - mean) * (x - mean)));
        var error = (4 * deviation / Math.Sqrt(all.Length)) + (Math.Abs(expected) * 1e-5);
        Assert.InRange(mean, expected - error, expected + error);
    }

    private static double Share(double[] values, double below) => (double)values.Count(x => x < below) / values.Length;
}
