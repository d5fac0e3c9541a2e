namespace Proforma.Engine.Statistics;

/// <summary>
/// Mean, deviation and skewness of any number of units, from exact sums of the units' own moments. What a unit adds is a function
/// of its values alone and sums are exact, so that neither the order of the units nor how they were shared out shows in a bit.
/// </summary>
/// <remarks>
/// With m, n, S and C a unit's mean, count and sums of squared and cubed deviations, the sums about any centre c are
/// Σ S + n(m − c)² and Σ C + 3 S (m − c) + n(m − c)³ (Chan, Golub and LeVeque 1979; Pébay 2008). They are expanded into the sums
/// of n m, n m², n m³, S, m S and C, of which no digit is lost, so that the cancellation that makes the expanded form a bad one in
/// floating point does no harm here. What a unit's rounded mean leaves out is added to the mean; its part in the powers is below
/// their own rounding.
/// </remarks>
internal sealed class MomentSums
{
    private readonly ExactSum[] _sums = [new(), new(), new(), new(), new(), new(), new()];

    public long Count { get; private set; }

    public double Minimum { get; private set; } = double.PositiveInfinity;

    public double Maximum { get; private set; } = double.NegativeInfinity;

    public void Add(in UnitMoments unit)
    {
        if (unit.Count == 0)
        {
            return;
        }

        var scale = unit.Scale;
        Count += unit.Count;
        Minimum = Math.Min(Minimum, unit.Minimum);
        Maximum = Math.Max(Maximum, unit.Maximum);
        _sums[0].Add(unit.Count, unit.Mean, scale);
        _sums[1].Add(unit.Count, unit.Mean, unit.Mean, 2 * scale);
        _sums[2].AddCube(unit.Count, unit.Mean, 3 * scale);
        _sums[3].Add(1, unit.Squares, 2 * scale);
        _sums[4].Add(1, unit.Mean, unit.Squares, 3 * scale);
        _sums[5].Add(1, unit.Cubes, 3 * scale);
        _sums[6].Add(1, unit.Rest, scale);
    }

    public void Merge(MomentSums other)
    {
        Count += other.Count;
        Minimum = Math.Min(Minimum, other.Minimum);
        Maximum = Math.Max(Maximum, other.Maximum);
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i].Add(other._sums[i]);
        }
    }

    /// <summary>Mean, sample standard deviation (n − 1) and skewness.</summary>
    public (double Mean, double StandardDeviation, double Skewness) Result()
    {
        if (Count == 0)
        {
            return (double.NaN, 0, 0);
        }

        var sums = Array.ConvertAll(_sums, static sum => sum.Value());
        var mean = (sums[0] + sums[6]).Over(Count);
        if (Count == 1 || Minimum == Maximum)
        {
            return (mean, 0, 0);
        }

        var c = ExactNumber.Of(mean);
        var squares = sums[3] + sums[1] - (c * sums[0] * 2) + (c * c * Count);
        if (squares.Mantissa.Sign <= 0)
        {
            return (mean, 0, 0);
        }

        var cubes = sums[5] + ((sums[4] - (c * sums[3])) * 3) + sums[2] - (c * sums[1] * 3) + (c * c * sums[0] * 3) - (c * c * c * Count);

        // A power of two out of the way keeps squares and cubes within the range of a double.
        var scale = squares.Magnitude() / 2;
        var variance = squares.Scaled(-2 * scale);
        var spread = Math.Sqrt(variance.Over(Count));
        var deviation = Math.ScaleB(Math.Sqrt(variance.Over(Count - 1)), scale);
        return (mean, deviation, cubes.Scaled(-3 * scale).Over(Count) / (spread * spread * spread));
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(Minimum);
        writer.Write(Maximum);
        foreach (var sum in _sums)
        {
            SampleBytes.Write(writer, sum);
        }
    }

    public static MomentSums ReadFrom(BinaryReader reader)
    {
        var moments = new MomentSums { Count = SampleBytes.ReadCount(reader), Minimum = reader.ReadDouble(), Maximum = reader.ReadDouble() };
        for (var i = 0; i < moments._sums.Length; i++)
        {
            moments._sums[i] = SampleBytes.ReadSum(reader);
        }

        return moments;
    }
}
