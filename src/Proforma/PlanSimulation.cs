using Proforma.Engine.Simulation;
using Proforma.Language;
using Proforma.Language.Binding;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Workspace;
using Proforma.Workspace.Simulation;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma;

/// <summary>What a simulation found, by the names, periods and tracks that the plan uses.</summary>
public sealed class PlanSimulation
{
    private readonly ISimulatedFigures _figures;
    private readonly PlanProgram _program;
    private readonly Dictionary<string, int> _questions;
    private readonly bool _isMix;

    private PlanSimulation(ISimulatedFigures figures, Dictionary<string, int> questions, bool isMix, bool wasCancelled)
    {
        (_figures, _program, _questions, _isMix, WasCancelled) = (figures, figures.Program, questions, isMix, wasCancelled);
    }

    /// <summary>What it takes to draw the same trials again.</summary>
    public SimulationRecipe Recipe => _figures.Recipe;

    /// <summary>How many trials were run.</summary>
    public long Trials => _figures.TrialsRun;

    /// <summary>True when it was cancelled before all trials were run.</summary>
    public bool WasCancelled { get; }

    /// <summary>The distribution of a line in a period, or of a measure.</summary>
    /// <param name="name">A line, account or measure among those that were simulated.</param>
    /// <param name="period">A period as plans write it; null for a measure. A flow is an amount.</param>
    /// <param name="track">A track; may be left out where the value is the same in all, and in a mix.</param>
    /// <exception cref="ArgumentException">It was not simulated.</exception>
    public SimulatedValue this[string name, string? period = null, string? track = null]
    {
        get
        {
            var slot = _program.Slots.FirstOrDefault(s => s.Name == name && s.Role is not (SlotRole.Hidden or SlotRole.Check))
                ?? throw new ArgumentException($"The plan has no {name}.", nameof(name));
            var read = period is null ? (Period?)null
                : PeriodReader.Read(period, _program.TimeAxes[Math.Max(0, slot.TimeAxis)].Calendar.YearEndMonth)
                    ?? throw new ArgumentException($"{period} is no period.", nameof(period));
            var probability = _program.Probabilities.FirstOrDefault(p => p.Measure == slot.Index);
            return Find(probability?.Condition ?? slot.Index, read, track, name);
        }
    }

    /// <summary>The share of trials in which a condition holds: one that was asked for, or a measure that is a `probability(…)`.</summary>
    /// <param name="condition">The condition as it was asked for, or the measure's name.</param>
    /// <param name="track">A track; may be left out where the value is the same in all, and in a mix.</param>
    /// <exception cref="ArgumentException">It was not asked for.</exception>
    public double Probability(string condition, string? track = null) => _questions.TryGetValue(condition, out var slot)
        ? Find(slot, null, track, condition).Mean
        : _program.Probabilities.FirstOrDefault(p => _program.Slots[p.Measure].Name == condition) is { } measure
            ? Find(measure.Condition, null, track, condition).Mean
            : throw new ArgumentException($"`{condition}` is no measure that is a probability, and was not asked for.", nameof(condition));

    /// <summary>Simulates a compiled plan.</summary>
    internal static PlanSimulation Of(PlanSession session, long trials, SimulationSettings settings, IProgress<SimulationProgress>? progress,
        CancellationToken cancellation)
    {
        var program = session.Program!;
        var (outputs, problem) = OutputSelection.Of(program, new OutputRequest
        {
            Lines = [.. settings.Lines],
            MixTracks = settings.MixTracks,
            Fiscal = program.TimeAxes[0].Calendar.YearEndMonth != 12,
            Conditions = [.. session.Compilation.ExtraSlots],
        });
        var result = problem is null ? SimulationRun.Execute(program, session.Hash, new SimulationRequest
        {
            Trials = trials,
            Seed = settings.Seed,
            Sampling = settings.Sampling,
            Threads = settings.Threads,
            Outputs = outputs,
            MixTracks = settings.MixTracks,
            Progress = progress,
        }, cancellation) : new SimulationResult { Refusal = problem };
        if (result.Refusal is { } refusal)
        {
            throw new PlanException(refusal);
        }

        var questions = settings.Probabilities.Zip(session.Compilation.ExtraSlots).DistinctBy(static q => q.First).ToDictionary(static q => q.First,
            static q => q.Second, StringComparer.Ordinal);
        return new PlanSimulation(result.Figures!, questions, settings.MixTracks, result.WasCancelled);
    }

    private SimulatedValue Find(int slot, Period? period, string? track, string name)
    {
        var axis = _program.Slots[slot].TrackAxis;
        var wanted = axis < 0 || (_isMix && axis == 0) ? 0
            : track is null && _program.TrackAxes[axis].Count > 1 ? throw new ArgumentException($"{name} differs by track; say which.", nameof(track))
            : track is null ? 0 : _program.TrackAxes[axis].IndexOf(track);
        var figure = _figures.Figures.FirstOrDefault(f => f.Output.Slot == slot && f.Output.Period == period
            && (axis < 0 || _program.Layout.TrackOf(slot, f.Output.Row) == wanted))
            ?? throw new ArgumentException($"{name}{(period is null ? "" : $"[{period}]")} was not simulated; name it among the lines.",
                nameof(name));
        return new SimulatedValue(_program.Slots[slot], figure);
    }
}

/// <summary>The distribution of one number, in its unit; of a condition the share of trials in which it holds is the mean.</summary>
public sealed class SimulatedValue
{
    private readonly Slot _slot;
    private readonly Unit _unit;

    internal SimulatedValue(Slot slot, SimulatedFigure figure)
    {
        (_slot, Figure) = (slot, figure);
        _unit = slot.RollUp == RollUpRule.Integral ? PlanResult.AmountUnit(slot.Unit) : slot.Unit;
    }

    /// <summary>The figure in base units, with the trials in which it has no value.</summary>
    public SimulatedFigure Figure { get; }

    /// <summary>As plans write it; a flow over a period is an amount. Empty for a period.</summary>
    public string Unit => _slot.Type == ValueType.Quantity ? _unit.Symbol : "";

    public double Mean => _unit.FromBase(Figure.Distribution.Mean);

    public double MeanStandardError => _unit.FromBase(Figure.Distribution.MeanStandardError);

    public double StandardDeviation => _unit.FromBase(Figure.Distribution.StandardDeviation);

    /// <summary>A quantile, such as 0.9.</summary>
    public double Quantile(double p) => _unit.FromBase(Figure.Distribution.Quantile(p));

    /// <summary>A quantile of dates: a period, `never` or `before`.</summary>
    public string QuantileDate(double p) => Figure.Distribution.Quantile(p) switch
    {
        >= PeriodValue.Never => "never",
        <= PeriodValue.Before => "before",
        var ordinal => new Period(_slot.PeriodGrain, (int)Math.Ceiling(ordinal - 1e-9), _slot.PeriodYearEnd).ToString(),
    };

    /// <summary>The share of trials in which a search found no period.</summary>
    public double ShareOfNever => _slot.Type == ValueType.Period ? 1 - Figure.Distribution.ShareAtOrBelow(PeriodValue.Never - 1) : 0;
}
