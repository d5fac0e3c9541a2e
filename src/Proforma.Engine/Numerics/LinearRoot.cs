namespace Proforma.Engine.Numerics;

/// <summary>Finds where a function that never falls changes sign, between two points where it differs in sign.</summary>
internal static class LinearRoot
{
    private const double LastStep = 2e-15;

    /// <summary>The root of a smooth function, or the end of the range that is next to it.</summary>
    /// <remarks>
    /// The secant through the bracket, its stale end weighted down (the Illinois method). Where that has not halved the bracket in four
    /// steps, halving it. Two estimates in a row that agree are believed if the sign changes right beside them: beside a steep end a
    /// secant hardly moves without being near the root.
    /// </remarks>
    public static double OfSmooth(Func<double, double> function, double low, double high)
    {
        double atLow = function(low);
        double atHigh = function(high);
        if (atLow >= 0 || atHigh <= 0)
        {
            return atLow >= 0 ? low : high;
        }

        double last = double.NaN;
        double widthBefore = high - low;
        int side = 0;
        for (int i = 1; i <= 400; i++)
        {
            bool slow = i % 4 == 0 && high - low > widthBefore / 2;
            widthBefore = i % 4 == 0 ? high - low : widthBefore;
            double secant = high - (atHigh * ((high - low) / (atHigh - atLow)));
            bool halve = slow || !(secant > low && secant < high);
            double next = halve ? low + ((high - low) / 2) : secant;
            double value = function(next);
            if (value == 0 || next <= low || next >= high)
            {
                return next;
            }

            bool agrees = !halve && Math.Abs(next - last) <= LastStep * Math.Abs(next);
            if (agrees && function(next - (2 * Math.Sign(value) * LastStep * Math.Abs(next))) * value <= 0)
            {
                return next;
            }

            if (value > 0)
            {
                (high, atHigh) = (next, value);
                atLow = side == 1 ? atLow / 2 : atLow;
                side = 1;
            }
            else
            {
                (low, atLow) = (next, value);
                atHigh = side == -1 ? atHigh / 2 : atHigh;
                side = -1;
            }

            last = next;
        }

        return last;
    }

    /// <summary>The least double at which a function that may have jumps is not negative, by halving.</summary>
    public static double OfSteps(Func<double, double> function, double low, double high)
    {
        if (function(low) >= 0)
        {
            return low;
        }

        // Halving how many doubles lie between, not the distance: 64 steps at most, to a jump at zero too.
        long below = Rank(low);
        long above = Rank(high);
        while ((ulong)(above - below) > 1)
        {
            long middle = (below >> 1) + (above >> 1) + (below & above & 1);
            middle = middle == below ? below + 1 : middle;
            (below, above) = function(OfRank(middle)) >= 0 ? (below, middle) : (middle, above);
        }

        return OfRank(above);
    }

    // The bits of positive doubles have the order of the numbers.
    private static long Rank(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        return value < 0 ? -bits : bits;
    }

    private static double OfRank(long rank)
    {
        double size = BitConverter.Int64BitsToDouble(Math.Abs(rank));
        return rank < 0 ? -size : size;
    }
}
