using System.Collections.Concurrent;
using System.Collections.Immutable;
using Proforma.Engine.Execution;
using Proforma.Engine.Simulation;
using Proforma.Engine.Statistics;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Sensitivity;

/// <summary>
/// The uncertain inputs of a plan as factors: each input with all its clauses, tracks, members and periods is one; inputs that are
/// correlated with one another are one together, for only groups that are independent have indices that mean something.
/// </summary>
/// <remarks>
/// The two draws are simulations of their own, with the seed and with one made of it. Exchanges are recalculations of what depends on
/// the factor.
/// </remarks>
public sealed class PlanFactorModel : IFactorModel
{
    /// <summary>The most trials, for draws and outputs of all of them are held.</summary>
    public const long MostTrials = 1L << 18;

    /// <summary>Added to the seed for the second draw.</summary>
    private const ulong SecondSeed = 0x9E37_79B9_7F4A_7C15;

    private readonly SimulationOptions _options;
    private readonly SimulationPlan _plan;
    private readonly int[][] _valuesOf;
    private readonly Draw _first;
    private readonly Draw _second;
    private readonly ConcurrentBag<Recalculation> _sessions = [];

    private PlanFactorModel(SimulationPlan plan, Draw first, Draw second)
    {
        (_options, _plan, _first, _second) = (plan.Options, plan, first, second);
        int[] slots = [.. plan.Draws.Values.Select(static value => value.Cells[0].Slot)];
        FactorSlots = GroupsOf(plan.Program, slots);
        _valuesOf = [.. FactorSlots.Select(group => Enumerable.Range(0, slots.Length).Where(i => group.Contains(slots[i])).ToArray())];
    }

    /// <summary>For each factor the inputs that belong to it: one, or several that are correlated.</summary>
    public ImmutableArray<ImmutableArray<int>> FactorSlots { get; }

    /// <inheritdoc/>
    public int Factors => FactorSlots.Length;

    /// <inheritdoc/>
    public int Outputs => _options.Outputs.Length;

    /// <summary>Draws the trials of a plan twice.</summary>
    /// <param name="program">The plan.</param>
    /// <param name="options">Trials, seed, sampling and outputs; tracks are not mixed.</param>
    /// <param name="cancellation">Interrupts with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The model, or one sentence that says why the plan cannot be simulated.</returns>
    public static (PlanFactorModel? Model, string? Refusal) Create(
        PlanProgram program, SimulationOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Trials > MostTrials)
        {
            return (null, $"Sensitivity indices are estimated from at most {MostTrials:N0} trials.");
        }

        options = options with { WantsInputs = true, MixTracks = false, FirstUnit = 0, UnitCount = -1 };
        var (first, second) = (new Draw(), new Draw());
        foreach (var (draw, seed) in new[] { (first, options.Seed), (second, unchecked(options.Seed + SecondSeed)) })
        {
            var outcome = MonteCarlo.Run(program, options with { Seed = seed }, draw, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (outcome.Refusal is { } refusal)
            {
                return (null, refusal);
            }
        }

        var (plan, problem) = SimulationPlan.Of(program, options, cancellation);
        return plan is null ? (null, problem) : (new PlanFactorModel(plan, first, second), null);
    }

    /// <inheritdoc/>
    public void Evaluate(long unit, FactorResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var (first, second) = (_first.Units[unit], _second.Units[unit]);
        for (var o = 0; o < Outputs; o++)
        {
            first.Outputs.AsSpan(o * first.Count, results.Trials).CopyTo(results.First(o));
            second.Outputs.AsSpan(o * second.Count, results.Trials).CopyTo(results.Second(o));
        }

        var session = _sessions.TryTake(out var free) ? free : new Recalculation(_plan.Base, _options.Run);
        for (var trial = 0; trial < results.Trials; trial++)
        {
            foreach (var values in _valuesOf)
            {
                Set(session, values, first, trial);
            }

            for (var factor = 0; factor < Factors; factor++)
            {
                Set(session, _valuesOf[factor], second, trial);
                session.Recalculate();
                var rollUps = new RollUp(session.Result);
                for (var o = 0; o < Outputs; o++)
                {
                    results.Exchanged(factor, o)[trial] = OutputReader.Read(session.Result.State, rollUps, _options.Outputs[o], -1);
                }

                Set(session, _valuesOf[factor], first, trial);
            }
        }

        _sessions.Add(session);
    }

    private void Set(Recalculation session, int[] values, Unit unit, int trial)
    {
        foreach (var index in values)
        {
            var value = CellValue.Of(unit.Inputs[(index * unit.Count) + trial]);
            foreach (var cells in _plan.Draws.Values[index].Cells)
            {
                session.SetInput(cells.Slot, cells.Row, cells.First, cells.Last, value);
            }
        }
    }

    private static ImmutableArray<ImmutableArray<int>> GroupsOf(PlanProgram program, int[] drawn)
    {
        var group = drawn.Distinct().ToDictionary(static slot => slot, static slot => slot);
        foreach (var correlation in program.Correlations)
        {
            var slots = correlation.Slots.Where(group.ContainsKey).ToArray();
            foreach (var slot in slots)
            {
                var (from, to) = (group[slot], group[slots[0]]);
                foreach (var each in group.Keys.Where(key => group[key] == from).ToArray())
                {
                    group[each] = to;
                }
            }
        }

        return [.. group.GroupBy(static entry => entry.Value, static entry => entry.Key).Select(static slots => slots.Order().ToImmutableArray())];
    }

    private sealed record Unit(int Count, double[] Outputs, double[] Inputs);

    private sealed class Draw : ITrialCollector, ITrialSink
    {
        public ConcurrentDictionary<long, Unit> Units { get; } = [];

        public ITrialSink Begin(TrialRange range) => this;

        public void End(TrialRange range, ITrialSink sink)
        {
        }

        public void Accept(long firstTrial, int count, ReadOnlySpan<double> outputs, ReadOnlySpan<double> inputs) =>
            Units[firstTrial / SampleAccumulator.UnitLength] = new Unit(count, outputs.ToArray(), inputs.ToArray());
    }
}
