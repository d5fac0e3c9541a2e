namespace Proforma.Engine.Statistics;

/// <summary>The buckets of positive doubles whose bits without the last few are equal, from that of the least to that of the greatest.</summary>
/// <param name="Least">The bits of the least number.</param>
/// <param name="Greatest">The bits of the greatest, before the least where there is none.</param>
/// <param name="Shift">How many bits are left out.</param>
internal readonly record struct BucketScale(long Least, long Greatest, int Shift)
{
    public int Length => Greatest < Least ? 0 : (int)((Greatest >> Shift) - (Least >> Shift)) + 1;

    /// <summary>The least and the greatest number that a bucket can hold.</summary>
    public (double Low, double High) Ends(int index)
    {
        var bucket = (Least >> Shift) + index;
        var low = Math.Max(bucket << Shift, Least);
        var high = Math.Min(((bucket + 1) << Shift) - 1, Greatest);
        return (BitConverter.Int64BitsToDouble(low), BitConverter.Int64BitsToDouble(high));
    }
}
