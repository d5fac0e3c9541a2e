namespace Proforma.Engine.Numerics;

/// <summary>
/// Several doubles that one instruction works on. Each elementary function is written once against this interface and
/// compiled for two, four and eight lanes.
/// </summary>
/// <remarks>
/// A run's bits may not depend on the vector width. So every member is one IEEE 754 operation, or one operation on bit
/// patterns, in each lane by itself, and no function here looks at its neighbours, except to skip a rare path whose result no
/// lane would have taken.
/// <para>
/// Multiply-add is fused everywhere, because a fused and an unfused path differ in the last bit. Where the hardware has no
/// fused multiply-add the runtime computes it in software: slow, with the same bits. The alternative, never fusing, would
/// cost every current machine about a third of its arithmetic and the exact remainders that <c>exp</c> and <c>log</c> use.
/// </para>
/// </remarks>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many doubles there are.</summary>
    static abstract int Count { get; }

    static abstract TSelf Of(double value);

    static abstract TSelf OfBits(ulong bits);

    static abstract TSelf Load(ref readonly double source, nuint index);

    static abstract void Store(TSelf value, ref double target, nuint index);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    /// <summary>Shifts the bit pattern of each lane to the left.</summary>
    static abstract TSelf operator <<(TSelf value, int count);

    /// <summary>Shifts the bit pattern of each lane to the right and fills with zeros.</summary>
    static abstract TSelf operator >>>(TSelf value, int count);

    /// <summary><c>a * b + c</c> with one rounding.</summary>
    static abstract TSelf Fma(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Sqrt(TSelf value);

    /// <summary>The less of two numbers; the second where they are equal or not numbers.</summary>
    static abstract TSelf Minimum(TSelf left, TSelf right);

    /// <summary>The greater of two numbers; the second where they are equal or not numbers.</summary>
    static abstract TSelf Maximum(TSelf left, TSelf right);

    /// <summary>The sum of the bit patterns as 64-bit integers.</summary>
    static abstract TSelf AddBits(TSelf left, TSelf right);

    /// <summary>The difference of the bit patterns as 64-bit integers.</summary>
    static abstract TSelf SubtractBits(TSelf left, TSelf right);

    /// <summary>All bits set where <paramref name="left"/> is less than <paramref name="right"/>; none where either is not a number.</summary>
    static abstract TSelf Less(TSelf left, TSelf right);

    /// <summary>All bits set where the two are equal as numbers.</summary>
    static abstract TSelf Same(TSelf left, TSelf right);

    /// <summary><paramref name="whenSet"/> where the mask is set, otherwise <paramref name="whenClear"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenSet, TSelf whenClear);

    /// <summary>Whether the mask is set in any lane.</summary>
    static abstract bool Any(TSelf mask);

    /// <summary>Whether the mask is set in every lane.</summary>
    static abstract bool All(TSelf mask);
}
