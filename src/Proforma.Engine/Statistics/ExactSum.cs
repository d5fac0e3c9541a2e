using System.Runtime.CompilerServices;

namespace Proforma.Engine.Statistics;

/// <summary>
/// A sum of doubles and of products of doubles without any rounding, so that its value does not depend on the order of the terms.
/// </summary>
/// <remarks>
/// A fixed-point number in digits of 32 bits that are held in 64, so that carries wait until they are asked for (the small
/// superaccumulator of R. Neal, "Fast exact summation using small and large superaccumulators", 2015). Only those digits exist
/// that a term has touched. Not safe for use by several threads at once.
/// </remarks>
internal sealed class ExactSum
{
    /// <summary>Added to exponents: nothing is smaller than a product of three subnormal numbers that were scaled.</summary>
    private const int Bias = 1 << 13;

    /// <summary>Terms after which carries are settled: a digit takes less than 2^32 from each.</summary>
    private const int SettleAfter = 1 << 28;

    private const int FractionBits = 52, ExponentMask = 0x7FF, ExponentBias = 1075, PiecesOfTerm = 7;
    private const ulong FractionMask = (1UL << FractionBits) - 1;

    private long[] _digits = [];
    private int _first;
    private int _pending;

    /// <summary>Adds count · a · 2^scale.</summary>
    /// <param name="count">0 to 2,047.</param>
    /// <param name="a">A finite number.</param>
    /// <param name="scale">A power of two.</param>
    public void Add(int count, double a, int scale = 0)
    {
        var (mantissa, exponent) = Parts(a);
        AddTerm(new UInt128(0, mantissa * (ulong)count), 0, exponent + scale, a < 0);
    }

    /// <summary>Adds count · a · b · 2^scale.</summary>
    public void Add(int count, double a, double b, int scale = 0)
    {
        var (first, exponentA) = Parts(a);
        var (second, exponentB) = Parts(b);
        var high = Math.BigMul(first * (ulong)count, second, out var low);
        AddTerm(new UInt128(high, low), 0, exponentA + exponentB + scale, (a < 0) != (b < 0));
    }

    /// <summary>Adds count · a³ · 2^scale.</summary>
    public void AddCube(int count, double a, int scale = 0)
    {
        var (mantissa, exponent) = Parts(a);
        var high = Math.BigMul(mantissa * (ulong)count, mantissa, out var low);
        var carry = Math.BigMul(low, mantissa, out var lowest);
        var highest = Math.BigMul(high, mantissa, out var middle);
        middle += carry;
        AddTerm(new UInt128(middle, lowest), highest + (middle < carry ? 1UL : 0), (3 * exponent) + scale, a < 0);
    }

    public void Add(ExactSum other)
    {
        if (other._digits.Length == 0)
        {
            return;
        }

        Settle();
        other.Settle();
        Cover(other._first, other._digits.Length);
        for (var i = 0; i < other._digits.Length; i++)
        {
            _digits[other._first + i - _first] += other._digits[i];
        }

        _pending = 2;
    }

    public ExactNumber Value()
    {
        Settle();
        var total = System.Numerics.BigInteger.Zero;
        for (var i = _digits.Length - 1; i >= 0; i--)
        {
            total = (total << 32) + _digits[i];
        }

        return new ExactNumber(total, (_first * 32) - Bias);
    }

    /// <summary>The sum that has a value that another sum had.</summary>
    public static ExactSum Of(ExactNumber value)
    {
        var sum = new ExactSum();
        var magnitude = System.Numerics.BigInteger.Abs(value.Mantissa).ToByteArray(isUnsigned: true);
        for (var i = 0; i < magnitude.Length; i += sizeof(uint))
        {
            ulong piece = 0;
            for (var j = Math.Min(i + sizeof(uint), magnitude.Length) - 1; j >= i; j--)
            {
                piece = (piece << 8) | magnitude[j];
            }

            sum.AddTerm(new UInt128(0, piece), 0, value.Exponent + (8 * i), value.Mantissa.Sign < 0);
        }

        return sum;
    }

    private static (ulong Mantissa, int Exponent) Parts(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)(bits >> FractionBits) & ExponentMask;
        return exponent == 0
            ? (bits & FractionMask, 1 - ExponentBias)
            : ((bits & FractionMask) | (1UL << FractionBits), exponent - ExponentBias);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTerm(UInt128 low, ulong high, int exponent, bool negative)
    {
        if (low == UInt128.Zero && high == 0)
        {
            return;
        }

        if (++_pending >= SettleAfter)
        {
            Settle();
        }

        var position = exponent + Bias;
        var first = position >> 5;
        var shift = position & 31;
        Cover(first, PiecesOfTerm);
        var digits = _digits.AsSpan(first - _first, PiecesOfTerm);
        ulong a = (ulong)low, b = (ulong)(low >> 64);
        ulong carried = 0;
        for (var i = 0; i < PiecesOfTerm; i++)
        {
            var limb = i switch { 0 => a, 1 => a >> 32, 2 => b, 3 => b >> 32, 4 => high, 5 => high >> 32, _ => 0UL };
            carried |= (limb & uint.MaxValue) << shift;
            var piece = (long)(carried & uint.MaxValue);
            digits[i] += negative ? -piece : piece;
            carried >>= 32;
        }
    }

    /// <summary>Brings all digits but the highest to 0 … 2^32 − 1.</summary>
    private void Settle()
    {
        if (_pending == 0)
        {
            return;
        }

        Cover(_first, _digits.Length + 2);
        long carry = 0;
        for (var i = 0; i < _digits.Length - 1; i++)
        {
            var digit = _digits[i] + carry;
            _digits[i] = digit & uint.MaxValue;
            carry = digit >> 32;
        }

        _digits[^1] += carry;
        _pending = 0;
        Trim();
    }

    // The highest digit holds the sign; those above it that only repeat the sign are dropped.
    private void Trim()
    {
        var length = _digits.Length;
        while (length > 1 && ((_digits[length - 1] == 0 && _digits[length - 2] <= uint.MaxValue >> 1)
            || (_digits[length - 1] == -1 && _digits[length - 2] > uint.MaxValue >> 1)))
        {
            length--;
            _digits[length - 1] = _digits[length] == 0 ? _digits[length - 1] : _digits[length - 1] - (1L << 32);
        }

        Array.Resize(ref _digits, length);
    }

    private void Cover(int first, int count)
    {
        if (_digits.Length > 0 && first >= _first && first + count <= _first + _digits.Length)
        {
            return;
        }

        var from = _digits.Length == 0 ? first : Math.Min(first, _first);
        var to = Math.Max(first + count, _digits.Length == 0 ? 0 : _first + _digits.Length);
        var wider = new long[to - from];
        _digits.CopyTo(wider, _digits.Length == 0 ? 0 : _first - from);
        (_digits, _first) = (wider, from);
    }
}
