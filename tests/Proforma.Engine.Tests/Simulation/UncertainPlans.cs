using System.Collections.Immutable;
using CsCheck;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Model.Time;

namespace Proforma.Testing;

/// <summary>Random plans in which some of the inputs are uncertain, with random outputs.</summary>
internal sealed record UncertainPlan(PlanProgram Program, ImmutableArray<SimulationOutput> Outputs)
{
    /// <summary>A generator; null where the random plan has a cycle.</summary>
    public static Gen<UncertainPlan?> Gen { get; } = CsCheck.Gen.Select(RandomPlans.Gen, CsCheck.Gen.Int[0, int.MaxValue - 1], Of);

    private static UncertainPlan? Of(PlanBuilder plan, int seed)
    {
        if (plan.Schedule().Schedule is null)
        {
            return null;
        }

        var random = new Random(seed);
        var program = plan.Build();
        var uncertainties = ImmutableArray.CreateBuilder<Uncertainty>();
        foreach (var slot in program.Slots)
        {
            for (var rule = 0; rule < slot.Rules.Length; rule++)
            {
                if (slot.Rules[rule].IsData && random.NextDouble() < 0.6)
                {
                    var isNoise = slot.TimeAxis >= 0 && slot.TrackAxis < 0 && random.NextDouble() < 0.3;
                    var autoregression = isNoise && random.NextDouble() < 0.5 ? 0.6 : 0;
                    uncertainties.Add(new Uncertainty(slot.Index, rule, Distribution(random), true, isNoise, autoregression));
                }
            }
        }

        var outputs = program.Slots.Select(slot => Output(program, slot, random)).ToImmutableArray();
        return new UncertainPlan(With(program, uncertainties.ToImmutable()), outputs);
    }

    public static PlanProgram With(
        PlanProgram program, ImmutableArray<Uncertainty> uncertainties, ImmutableArray<Correlation> correlations = default) => new(program.Title, program.TimeAxes, program.TrackAxes, program.Dimensions, program.Sections, program.Slots, program.Schedule)
        {
            Uncertainties = uncertainties,
            Correlations = correlations.IsDefault ? [] : correlations,
        };

    public static DistributionSpec Spec(string family, params (string Name, double Value)[] arguments) =>
        new(family, [.. arguments.Select(static a => new DistributionArgument(a.Name, a.Value))]);

    private static DistributionSpec Distribution(Random random) => random.Next(6) switch
    {
        0 => Spec("normal", ("mean", random.NextDouble()), ("sd", 1)),
        1 => Spec("uniform", ("low", -1), ("high", 2)),
        2 => Spec("lognormal", ("median", 1.5), ("sigma", 0.4)),
        3 => Spec("triangular", ("low", 0), ("mode", 1), ("high", 3)),
        4 => Spec("bernoulli", ("probability", 0.4)),
        _ => Spec("pert", ("low", -2), ("mode", 0), ("high", 5)),
    };

    private static SimulationOutput Output(PlanProgram program, Slot slot, Random random)
    {
        var row = random.Next(program.RowsOf(slot.Index));
        if (program.CalendarOf(slot) is not { } calendar)
        {
            return new SimulationOutput(slot.Index, row, null);
        }

        Grain[] grains = [Grain.Month, Grain.Quarter, Grain.Year];
        var grain = grains[random.Next(grains.Length)];
        var periods = calendar.CanReport(grain) ? calendar.Periods(grain) : [calendar.Step(random.Next(calendar.Count))];
        return new SimulationOutput(slot.Index, row, periods[random.Next(periods.Count)]);
    }
}
