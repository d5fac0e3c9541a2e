using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;

namespace Proforma.Engine.Statistics;

/// <summary>
/// Collects the values of one output over trials, unit by unit, and tells their distribution. The result is a function of the values
/// of the units alone: whichever thread, process or machine saw which unit, and in whatever order accumulators were merged, every
/// figure has the same bits.
/// </summary>
/// <remarks>
/// Up to a number of trials (2^20 unless said otherwise) all values are kept and quantiles are exact. Beyond it only integer counts
/// of values are kept, in at most 1.5 MiB: exact for up to 4,096 different values, otherwise in buckets of neighbouring doubles, as
/// fine as 2^15 of them on either side of zero allow. <see cref="ISampleDistribution.RankError"/> then is the share of the fullest
/// bucket, a bound: for a smooth distribution, values within a bucket being evenly spread, the error is far smaller. Mean,
/// deviation and skewness are exact to the last rounding of the units' own moments in either case.
/// <para>Not safe for use by several threads at once: each thread has its own, to be merged.</para>
/// </remarks>
public sealed class SampleAccumulator
{
    /// <summary>How many trials a unit has; the last unit of a simulation may have fewer.</summary>
    public const int UnitLength = 1024;

    /// <summary>Up to how many trials values are kept unless said otherwise.</summary>
    public const long DefaultKeptTrials = 1L << 20;

    private const int Signature = 0x31_41_53_50, ChunkUnits = 64;

    private readonly long _keptTrials;
    private readonly bool _isPeriod;
    private MomentSums _moments = new();
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;
    private KeptSamples? _kept;
    private CountSketch? _sketch;

    /// <summary>An accumulator without values.</summary>
    /// <param name="type">
    /// What the values are. Of periods, <see cref="PeriodValue.Never"/> and <see cref="PeriodValue.Before"/> count for quantiles but
    /// not for the moments, and a quantile is a value that occurred, the lower of two between which it falls.
    /// </param>
    /// <param name="expectedTrials">How many trials are to come, if known: where they are more than are kept, none is.</param>
    /// <param name="keptTrials">Up to how many trials, counting those without a value, all values are kept.</param>
    public SampleAccumulator(
        Model.Program.ValueType type = Model.Program.ValueType.Quantity, long expectedTrials = 0, long keptTrials = DefaultKeptTrials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedTrials);
        ArgumentOutOfRangeException.ThrowIfNegative(keptTrials);
        Type = type;
        _isPeriod = type == Model.Program.ValueType.Period;
        _keptTrials = keptTrials;
        if (expectedTrials > keptTrials)
        {
            _sketch = new CountSketch();
        }
        else
        {
            var units = (expectedTrials + UnitLength - 1) / UnitLength;
            _kept = new KeptSamples(units == 0 ? 1 : (int)Math.Min(ChunkUnits, units));
        }
    }

    /// <summary>What the values are.</summary>
    public Model.Program.ValueType Type { get; }

    /// <summary>How many trials there were.</summary>
    public long Trials => Count + Blank + Unknown + Failed;

    /// <summary>Trials with a finite value.</summary>
    public long Count { get; private set; }

    /// <summary>Trials that were blank.</summary>
    public long Blank { get; private set; }

    /// <summary>Trials that were unknown.</summary>
    public long Unknown { get; private set; }

    /// <summary>Trials that failed.</summary>
    public long Failed { get; private set; }

    /// <summary>The number, from 0, of the first trial that failed, or −1.</summary>
    public long FirstFailedTrial { get; private set; } = -1;

    /// <summary>Whether all values are still kept.</summary>
    public bool KeepsValues => _kept is not null;

    /// <summary>The units with their values, in order, while values are kept; a trial without a value is a NaN with its state.</summary>
    public IEnumerable<(long Unit, ReadOnlyMemory<double> Values)> KeptUnits => _kept?.Units ?? [];

    /// <summary>Adds the values of one unit, each unit once.</summary>
    /// <param name="unit">Its number from 0: its first trial is <paramref name="unit"/> × <see cref="UnitLength"/>.</param>
    /// <param name="values">Its values in the order of trials; NaNs carry states as in <see cref="CellValue"/>, an infinity is a failure.</param>
    public void Add(long unit, ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, UnitLength, nameof(values));
        if (!_isPeriod && UnitMoments.TryOf(values, out var moments))
        {
            _moments.Add(moments);
            Count += values.Length;
            Extend(moments.Count, moments.Minimum, moments.Maximum);
            Store(unit, values, values);
            return;
        }

        AddWithStates(unit, values);
    }

    /// <summary>Adds what another accumulator of the same output collected over other units. The other must not be used any more.</summary>
    /// <exception cref="ArgumentException">It is of another type of value or keeps another number of trials.</exception>
    public void Merge(SampleAccumulator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Type != Type || other._keptTrials != _keptTrials || ReferenceEquals(other, this))
        {
            throw new ArgumentException("Only accumulators of the same output can be merged.", nameof(other));
        }

        _moments.Merge(other._moments);
        _minimum = Math.Min(_minimum, other._minimum);
        _maximum = Math.Max(_maximum, other._maximum);
        Count += other.Count;
        Blank += other.Blank;
        Unknown += other.Unknown;
        Failed += other.Failed;
        FirstFailedTrial = FirstFailedTrial < 0 || (other.FirstFailedTrial >= 0 && other.FirstFailedTrial < FirstFailedTrial)
            ? other.FirstFailedTrial
            : FirstFailedTrial;
        MergeValues(other);
    }

    /// <summary>The distribution of what was collected so far. More may be added afterwards without a change to it.</summary>
    /// <param name="prepared">Quantiles that will be asked for: found together they cost little more than one.</param>
    public ISampleDistribution ToDistribution(params IEnumerable<double> prepared)
    {
        var order = _kept is { } kept ? (IOrderedSample)new ExactOrder([.. kept.Segments], Count) : new SketchOrder(_sketch!);
        var distribution = new SampleDistribution(order, _moments, interpolates: !_isPeriod)
        {
            Minimum = Count == 0 ? double.NaN : _minimum,
            Maximum = Count == 0 ? double.NaN : _maximum,
        };
        distribution.Prepare(prepared);
        return distribution;
    }

    /// <summary>What a simulation reports about the output.</summary>
    public SimulatedFigure ToFigure(SimulationOutput output, params IEnumerable<double> prepared) => new(output, ToDistribution(prepared))
    {
        Blank = Blank,
        Unknown = Unknown,
        Failed = Failed,
        FirstFailedTrial = FirstFailedTrial,
    };

    /// <summary>What a simulation reports about all its outputs, worked out on several threads.</summary>
    /// <param name="accumulators">One for each output.</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="prepared">Quantiles that will be asked for.</param>
    public static IReadOnlyList<SimulatedFigure> ToFigures(
        IReadOnlyList<SampleAccumulator> accumulators, IReadOnlyList<SimulationOutput> outputs, IReadOnlyList<double> prepared)
    {
        ArgumentNullException.ThrowIfNull(accumulators);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentOutOfRangeException.ThrowIfNotEqual(outputs.Count, accumulators.Count, nameof(outputs));
        var figures = new SimulatedFigure[outputs.Count];
        Parallel.For(0, figures.Length, i => figures[i] = accumulators[i].ToFigure(outputs[i], prepared));
        return figures;
    }

    /// <summary>The state in bytes, the same for the same units: what a machine of a cluster sends to be merged.</summary>
    public byte[] ToBytes() => SampleBytes.Written(WriteTo);

    /// <summary>The accumulator that was written.</summary>
    /// <exception cref="FormatException">The bytes are not of an accumulator of this version.</exception>
    public static SampleAccumulator FromBytes(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return SampleBytes.Read(bytes, ReadFrom);
    }

    private void AddWithStates(long unit, ReadOnlySpan<double> values)
    {
        Span<double> stored = stackalloc double[UnitLength];
        Span<double> finite = stackalloc double[UnitLength];
        Span<double> counted = stackalloc double[UnitLength];
        var (finiteCount, countedCount) = (0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            stored[i] = value;
            if (!double.IsFinite(value))
            {
                stored[i] = CountState((unit * UnitLength) + i, new CellValue(value)).Raw;
                continue;
            }

            finite[finiteCount++] = value;
            Extend(1, value, value);
            if (!_isPeriod || value is > PeriodValue.Before and < PeriodValue.Never)
            {
                counted[countedCount++] = value;
            }
        }

        Count += finiteCount;
        _ = UnitMoments.TryOf(counted[..countedCount], out var moments);
        _moments.Add(moments);
        Store(unit, stored[..values.Length], finite[..finiteCount]);
    }

    private CellValue CountState(long trial, CellValue value)
    {
        switch (value.State)
        {
            case CellState.Blank:
                Blank++;
                return value;
            case CellState.Unknown:
                Unknown++;
                return value;
            default:
                Failed++;
                FirstFailedTrial = FirstFailedTrial < 0 ? trial : Math.Min(FirstFailedTrial, trial);
                return CellValue.Failed(value.Failure, value.FailureOrigin);
        }
    }

    private void Extend(int count, double minimum, double maximum)
    {
        if (count > 0)
        {
            _minimum = Math.Min(_minimum, minimum);
            _maximum = Math.Max(_maximum, maximum);
        }
    }

    private void Store(long unit, ReadOnlySpan<double> values, ReadOnlySpan<double> finite)
    {
        if (_kept is not { } kept)
        {
            _sketch!.Add(finite);
            return;
        }

        kept.Add(unit, values);
        if (kept.Trials > _keptTrials)
        {
            Sketch();
        }
    }

    private void MergeValues(SampleAccumulator other)
    {
        if (_kept is { } kept && other._kept is { } theirs && kept.Trials + theirs.Trials <= _keptTrials)
        {
            kept.Merge(theirs);
            return;
        }

        Sketch().Merge(other.Sketch());
    }

    private CountSketch Sketch()
    {
        if (_kept is not { } kept)
        {
            return _sketch!;
        }

        _sketch = new CountSketch();
        _kept = null;
        var finite = new double[UnitLength];
        foreach (var (_, values) in kept.Units)
        {
            var count = 0;
            foreach (var value in values.Span)
            {
                finite[count] = value;
                count += double.IsFinite(value) ? 1 : 0;
            }

            _sketch.Add(finite.AsSpan(0, count));
        }

        return _sketch;
    }

    private void WriteTo(BinaryWriter writer)
    {
        writer.Write(Signature);
        writer.Write((byte)Type);
        writer.Write(_keptTrials);
        writer.Write(Count);
        writer.Write(Blank);
        writer.Write(Unknown);
        writer.Write(Failed);
        writer.Write(FirstFailedTrial);
        writer.Write(_minimum);
        writer.Write(_maximum);
        _moments.WriteTo(writer);
        writer.Write(_kept is not null);
        if (_kept is { } kept)
        {
            kept.WriteTo(writer);
        }
        else
        {
            _sketch!.WriteTo(writer);
        }
    }

    private static SampleAccumulator ReadFrom(BinaryReader reader)
    {
        if (reader.ReadInt32() != Signature || reader.ReadByte() is var type && type > (byte)Model.Program.ValueType.Period)
        {
            throw SampleBytes.Malformed();
        }

        var read = new SampleAccumulator((Model.Program.ValueType)type, 0, SampleBytes.ReadCount(reader))
        {
            Count = SampleBytes.ReadCount(reader),
            Blank = SampleBytes.ReadCount(reader),
            Unknown = SampleBytes.ReadCount(reader),
            Failed = SampleBytes.ReadCount(reader),
            FirstFailedTrial = reader.ReadInt64(),
            _minimum = reader.ReadDouble(),
            _maximum = reader.ReadDouble(),
            _moments = MomentSums.ReadFrom(reader),
        };
        read._kept = reader.ReadBoolean() ? KeptSamples.ReadFrom(reader, read._keptTrials) : null;
        read._sketch = read._kept is null ? CountSketch.ReadFrom(reader) : null;
        return read.IsConsistent() ? read : throw SampleBytes.Malformed();
    }

    // Bytes that were changed on their way must not become ranks that do not exist.
    private bool IsConsistent()
    {
        var values = _kept is { } kept
            ? kept.Units.Sum(static unit => unit.Values.ToArray().LongCount(double.IsFinite))
            : new SketchOrder(_sketch!).Count;
        var hasRange = Count == 0 || (double.IsFinite(_minimum) && double.IsFinite(_maximum) && _minimum <= _maximum);
        return values == Count && _moments.Count <= Count && hasRange && (_kept is null || _kept.Trials == Trials);
    }
}
