using System.Collections.Immutable;
using Proforma.Engine.Simulation;
using Proforma.Engine.Statistics;
using Proforma.Model.Program;
using Proforma.Model.Simulation;

namespace Proforma.Workspace.Simulation;

/// <summary>
/// Spearman's rank correlation of some outputs with every drawn value, over the first 2^16 trials: enough to know a coefficient to 0.004, and the
/// same for any number of threads. Trials in which the output has no value are left out.
/// </summary>
internal sealed class RankCorrelations
{
    private const long Units = 64;

    private readonly PlanProgram _program;
    private readonly ImmutableArray<SimulatedInput> _inputs;
    private readonly ImmutableArray<SimulationOutput> _outputs;
    private readonly int[] _positions;
    private readonly TrialSubsample _values;

    public RankCorrelations(PlanProgram program, SimulationRequest request)
    {
        _program = program;
        _outputs = request.Influenced;
        _inputs = _outputs.IsEmpty ? [] : MonteCarlo.InputsOf(program);
        _positions = [.. _outputs.Select(o => request.Outputs.IndexOf(o))];
        _values = New();
    }

    /// <summary>What gathers a range, or null when it is beyond those that count.</summary>
    public Gatherer? Begin(TrialRange range) =>
        _outputs.IsEmpty || !_values.Keeps(range.First / MonteCarlo.UnitLength) ? null : new Gatherer(New(), _positions, _inputs.Length);

    public void Add(Gatherer gathered) => _values.Merge(gathered.Values);

    public ImmutableArray<(SimulationOutput Output, ImmutableArray<InputCorrelation> Inputs)> ToImmutable()
    {
        var drawn = _inputs.Select((_, i) => _values.Values(i)).ToList();
        return [.. _outputs.Select((output, i) => (output, Of(_values.Values(_inputs.Length + i), drawn)))];
    }

    private TrialSubsample New() => new(_inputs.Length + _outputs.Length, Units);

    private ImmutableArray<InputCorrelation> Of(double[] output, List<double[]> drawn)
    {
        var found = _inputs.Select((input, i) => new InputCorrelation(input, RankCorrelation.Spearman(output, drawn[i])))
            .Where(static c => double.IsFinite(c.RankCorrelation));

        // Tracks map one score each through a distribution of its own: the same driver, whose own track correlates best.
        return
        [
            .. found.GroupBy(f => (f.Input.Slot, f.Input.Row % _program.Layout.MembersOf(f.Input.Slot), f.Input.FirstStep))
                .Select(static g => g.MaxBy(static c => Math.Abs(c.RankCorrelation))).OrderByDescending(static c => Math.Abs(c.RankCorrelation)),
        ];
    }

    /// <summary>The inputs and some outputs of the trials of one range.</summary>
    internal sealed class Gatherer(TrialSubsample values, int[] positions, int inputs)
    {
        public TrialSubsample Values => values;

        public void Accept(long unit, int count, ReadOnlySpan<double> outputs, ReadOnlySpan<double> drawn)
        {
            values.Add(unit, 0, drawn, count, count);
            for (var i = 0; i < positions.Length; i++)
            {
                values.Add(unit, inputs + i, outputs.Slice(positions[i] * count, count), count, count);
            }
        }
    }
}
