namespace Proforma.Engine.Random;

/// <summary>Primitive polynomials over the field of two elements, by degree and then by value: the recurrences of Sobol points.</summary>
/// <remarks>
/// Bit k of the number is the coefficient of x^k. A polynomial of degree d with constant term 1 is primitive if the powers of x modulo
/// it repeat only after 2^d - 1 steps: that power is 1, and none is whose exponent lacks a prime factor of 2^d - 1.
/// </remarks>
internal static class PrimitivePolynomials
{
    /// <summary>The first <paramref name="count"/> of them, from x + 1 on.</summary>
    public static uint[] First(int count)
    {
        var found = new List<uint>(count);
        for (uint polynomial = 3; found.Count < count; polynomial += 2)
        {
            if (IsPrimitive(polynomial))
            {
                found.Add(polynomial);
            }
        }

        return [.. found];
    }

    /// <summary>The degree of a polynomial.</summary>
    public static int Degree(uint polynomial) => 31 - System.Numerics.BitOperations.LeadingZeroCount(polynomial);

    private static bool IsPrimitive(uint polynomial)
    {
        uint order = (1u << Degree(polynomial)) - 1;
        if (PowerOfX(order, polynomial) != 1)
        {
            return false;
        }

        uint rest = order;
        for (uint prime = 3; rest > 1; prime += 2)
        {
            if (rest % prime == 0)
            {
                if (PowerOfX(order / prime, polynomial) == 1)
                {
                    return false;
                }

                while (rest % prime == 0)
                {
                    rest /= prime;
                }
            }
        }

        return true;
    }

    private static uint PowerOfX(uint exponent, uint polynomial)
    {
        uint result = 1;
        uint power = Reduce(2, polynomial);
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) != 0 ? Product(result, power, polynomial) : result;
            power = Product(power, power, polynomial);
        }

        return result;
    }

    private static uint Product(uint a, uint b, uint polynomial)
    {
        uint sum = 0;
        for (; b > 0; b >>= 1)
        {
            sum ^= (b & 1) != 0 ? a : 0;
            a = Reduce(a << 1, polynomial);
        }

        return sum;
    }

    // The argument has at most the polynomial's own degree.
    private static uint Reduce(uint value, uint polynomial) => (value >> Degree(polynomial)) != 0 ? value ^ polynomial : value;
}
