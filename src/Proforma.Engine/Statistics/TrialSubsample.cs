namespace Proforma.Engine.Statistics;

/// <summary>
/// The values of the first units of trials, for several variables: what rank correlations and scatter charts are made of. Which units
/// are kept depends on their numbers alone.
/// </summary>
/// <param name="variables">How many variables: outputs, inputs or both.</param>
/// <param name="units">Units with numbers below this are kept.</param>
public sealed class TrialSubsample(int variables, long units)
{
    private readonly SortedDictionary<long, (double[] Values, int Trials)> _units = [];

    /// <summary>How many variables.</summary>
    public int Variables => variables;

    /// <summary>How many trials are kept.</summary>
    public int Trials => _units.Values.Sum(static unit => unit.Trials);

    /// <summary>Whether a unit is among those that are kept.</summary>
    public bool Keeps(long unit) => unit < units;

    /// <summary>Keeps the values of a unit if it is among the first.</summary>
    /// <param name="unit">Its number.</param>
    /// <param name="first">The variable with which the block begins.</param>
    /// <param name="block">Values, one variable after the other.</param>
    /// <param name="trials">How many trials the unit has.</param>
    /// <param name="stride">The distance from one variable to the next in the block.</param>
    public void Add(long unit, int first, ReadOnlySpan<double> block, int trials, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, SampleAccumulator.UnitLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, trials);
        if (!Keeps(unit))
        {
            return;
        }

        if (!_units.TryGetValue(unit, out var kept))
        {
            kept = (new double[variables * trials], trials);
            _units.Add(unit, kept);
        }

        for (var row = 0; (row * stride) + trials <= block.Length && first + row < variables; row++)
        {
            block.Slice(row * stride, trials).CopyTo(kept.Values.AsSpan((first + row) * trials, trials));
        }
    }

    /// <summary>Adds the units of another.</summary>
    public void Merge(TrialSubsample other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Variables, Variables, nameof(other));
        foreach (var (unit, values) in other._units)
        {
            _units.TryAdd(unit, values);
        }
    }

    /// <summary>The values of a variable in the order of trials.</summary>
    public double[] Values(int variable)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(variable, variables);
        var values = new double[Trials];
        var at = 0;
        foreach (var (block, trials) in _units.Values)
        {
            block.AsSpan(variable * trials, trials).CopyTo(values.AsSpan(at));
            at += trials;
        }

        return values;
    }
}
