namespace Proforma.Engine.Statistics;

/// <summary>
/// Collects the linear correlation of each output with each input over trials, unit by unit. As with <see cref="SampleAccumulator"/> the
/// result is a function of the units' values alone, whoever saw which unit and in whatever order parts were merged.
/// </summary>
/// <remarks>
/// Trials in which an output has no finite value don't count for its correlations. Collecting costs about a quarter of a nanosecond
/// for each trial, output and input: for many of each, collect over the first units only.
/// <para>Not safe for use by several threads at once.</para>
/// </remarks>
public sealed class CorrelationAccumulator
{
    private const int Signature = 0x31_52_43_50, MaxRows = 1 << 20;
    private readonly OutputSums[] _outputs;
    private readonly PairSums[] _pairs;

    /// <summary>An accumulator without values.</summary>
    /// <param name="outputs">How many outputs.</param>
    /// <param name="inputs">How many inputs.</param>
    public CorrelationAccumulator(int outputs, int inputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(outputs);
        ArgumentOutOfRangeException.ThrowIfNegative(inputs);
        (Outputs, Inputs) = (outputs, inputs);
        _outputs = [.. Enumerable.Range(0, outputs).Select(static _ => new OutputSums())];
        _pairs = [.. Enumerable.Range(0, checked(outputs * inputs)).Select(static _ => new PairSums())];
    }

    /// <summary>How many outputs.</summary>
    public int Outputs { get; }

    /// <summary>How many inputs.</summary>
    public int Inputs { get; }

    /// <summary>Adds one unit, each unit once.</summary>
    /// <param name="outputs">The outputs' values one output after the other.</param>
    /// <param name="inputs">The inputs' finite values one input after the other.</param>
    /// <param name="trials">How many trials the unit has.</param>
    /// <param name="stride">The distance from one output or input to the next; at least the number of trials.</param>
    public void Add(ReadOnlySpan<double> outputs, ReadOnlySpan<double> inputs, int trials, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, SampleAccumulator.UnitLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, trials);
        var means = new CentredRow[Inputs];
        for (var i = 0; i < Inputs; i++)
        {
            means[i] = CentredRow.Of(inputs.Slice(i * stride, trials));
        }

        Span<double> deviations = stackalloc double[SampleAccumulator.UnitLength];
        var compact = new double[SampleAccumulator.UnitLength];
        for (var o = 0; o < Outputs; o++)
        {
            var values = outputs.Slice(o * stride, trials);
            if (!IsFinite(values))
            {
                AddCompact(o, values, inputs, stride, compact);
                continue;
            }

            var output = CentredRow.Of(values);
            output.Deviations(values, deviations);
            _outputs[o].Add(output);
            for (var i = 0; i < Inputs; i++)
            {
                _pairs[(o * Inputs) + i].Add(output, deviations[..trials], inputs.Slice(i * stride, trials), means[i]);
            }
        }
    }

    /// <summary>Adds what another accumulator of the same outputs and inputs collected over other units.</summary>
    public void Merge(CorrelationAccumulator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Outputs != Outputs || other.Inputs != Inputs || ReferenceEquals(other, this))
        {
            throw new ArgumentException("Only accumulators of the same outputs and inputs can be merged.", nameof(other));
        }

        for (var o = 0; o < _outputs.Length; o++)
        {
            _outputs[o].Merge(other._outputs[o]);
        }

        for (var p = 0; p < _pairs.Length; p++)
        {
            _pairs[p].Merge(other._pairs[p]);
        }
    }

    /// <summary>The number of trials in which an output has a finite value.</summary>
    public long Count(int output) => _outputs[output].Count;

    /// <summary>Pearson's coefficient of correlation, from −1 to 1; NaN where one of the two does not vary.</summary>
    public double Pearson(int output, int input)
    {
        var sums = _outputs[output];
        return _pairs[(output * Inputs) + input].Pearson(sums);
    }

    /// <summary>The state in bytes, the same for the same units.</summary>
    public byte[] ToBytes() => SampleBytes.Written(writer =>
    {
        writer.Write(Signature);
        writer.Write(Outputs);
        writer.Write(Inputs);
        Array.ForEach(_outputs, sums => sums.WriteTo(writer));
        Array.ForEach(_pairs, sums => sums.WriteTo(writer));
    });

    /// <summary>The accumulator that was written.</summary>
    /// <exception cref="FormatException">The bytes are not of an accumulator of this version.</exception>
    public static CorrelationAccumulator FromBytes(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return SampleBytes.Read(bytes, reader =>
        {
            var signature = reader.ReadInt32();
            var (outputs, inputs) = (SampleBytes.ReadCount(reader, MaxRows), SampleBytes.ReadCount(reader, MaxRows));
            if (signature != Signature || (long)outputs * inputs > bytes.Length)
            {
                throw SampleBytes.Malformed();
            }

            var read = new CorrelationAccumulator(outputs, inputs);
            Array.ForEach(read._outputs, sums => sums.ReadFrom(reader));
            Array.ForEach(read._pairs, sums => sums.ReadFrom(reader));
            return read;
        });
    }

    private static bool IsFinite(ReadOnlySpan<double> values)
    {
        var finite = true;
        foreach (var value in values)
        {
            finite &= double.IsFinite(value);
        }

        return finite;
    }

    private void AddCompact(int o, ReadOnlySpan<double> values, ReadOnlySpan<double> inputs, int stride, double[] compact)
    {
        var deviations = new double[SampleAccumulator.UnitLength];
        var count = Compact(values, values, compact);
        var output = CentredRow.Of(compact.AsSpan(0, count));
        output.Deviations(compact.AsSpan(0, count), deviations);
        _outputs[o].Add(output);
        for (var i = 0; i < Inputs; i++)
        {
            _ = Compact(inputs.Slice(i * stride, values.Length), values, compact);
            var input = CentredRow.Of(compact.AsSpan(0, count));
            _pairs[(o * Inputs) + i].Add(output, deviations.AsSpan(0, count), compact.AsSpan(0, count), input);
        }
    }

    private static int Compact(ReadOnlySpan<double> from, ReadOnlySpan<double> where, double[] to)
    {
        var count = 0;
        for (var i = 0; i < where.Length; i++)
        {
            if (double.IsFinite(where[i]))
            {
                to[count++] = from[i];
            }
        }

        return count;
    }

    private sealed class OutputSums
    {
        private ExactSum _sum = new();
        private ExactSum _squares = new();

        public long Count { get; private set; }

        public (ExactNumber Sum, ExactNumber Squares) Values => (_sum.Value(), _squares.Value());

        public void Add(in CentredRow row)
        {
            Count += row.Count;
            row.AddTo(_sum, _squares);
        }

        public void Merge(OutputSums other)
        {
            Count += other.Count;
            _sum.Add(other._sum);
            _squares.Add(other._squares);
        }

        public void WriteTo(BinaryWriter writer)
        {
            writer.Write(Count);
            SampleBytes.Write(writer, _sum);
            SampleBytes.Write(writer, _squares);
        }

        public void ReadFrom(BinaryReader reader)
        {
            Count = SampleBytes.ReadCount(reader);
            _sum = SampleBytes.ReadSum(reader);
            _squares = SampleBytes.ReadSum(reader);
        }
    }

    /// <summary>Sums over the trials in which the output has a value; for units with gaps these are not those of other outputs.</summary>
    private sealed class PairSums
    {
        private ExactSum _sum = new();
        private ExactSum _squares = new();
        private ExactSum _products = new();

        public void Add(in CentredRow output, ReadOnlySpan<double> deviations, ReadOnlySpan<double> inputs, in CentredRow input)
        {
            input.AddTo(_sum, _squares);
            _products.Add(1, input.Product(inputs, deviations), input.Scale + output.Scale);
            _products.Add(output.Count, output.Mean, input.Mean, input.Scale + output.Scale);
        }

        public void Merge(PairSums other)
        {
            _sum.Add(other._sum);
            _squares.Add(other._squares);
            _products.Add(other._products);
        }

        public double Pearson(OutputSums output)
        {
            if (output.Count < 2)
            {
                return double.NaN;
            }

            // n Σxy − Σx Σy over the root of the same of either: no digit is lost before the last few roundings.
            var (sum, squares) = (_sum.Value(), _squares.Value());
            var (outputSum, outputSquares) = output.Values;
            var ofInput = (squares * output.Count) - (sum * sum);
            var ofOutput = (outputSquares * output.Count) - (outputSum * outputSum);
            var both = (_products.Value() * output.Count) - (sum * outputSum);
            if (ofInput.Mantissa.Sign <= 0 || ofOutput.Mantissa.Sign <= 0)
            {
                return double.NaN;
            }

            var (scaleX, scaleY) = (ofInput.Magnitude() / 2, ofOutput.Magnitude() / 2);
            var spread = Math.Sqrt(ofInput.Scaled(-2 * scaleX).ToDouble()) * Math.Sqrt(ofOutput.Scaled(-2 * scaleY).ToDouble());
            return Math.Clamp(both.Scaled(-scaleX - scaleY).ToDouble() / spread, -1, 1);
        }

        public void WriteTo(BinaryWriter writer)
        {
            SampleBytes.Write(writer, _sum);
            SampleBytes.Write(writer, _squares);
            SampleBytes.Write(writer, _products);
        }

        public void ReadFrom(BinaryReader reader)
        {
            _sum = SampleBytes.ReadSum(reader);
            _squares = SampleBytes.ReadSum(reader);
            _products = SampleBytes.ReadSum(reader);
        }
    }
}
