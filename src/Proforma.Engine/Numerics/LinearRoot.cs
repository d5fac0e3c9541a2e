namespace Proforma.Engine.Numerics;

/// <summary>Finds where a function that never falls changes sign, between two points where it differs in sign.</summary>
internal static class LinearRoot
{
    /// <summary>
    /// The least point found at which <paramref name="function"/> is not negative. It converges for functions with jumps too, down to
    /// neighbouring doubles.
    /// </summary>
    /// <remarks>
    /// The secant through the bracket, its stale end weighted down (the Illinois method); every third step halves the bracket, so
    /// that no function takes more than about 200 steps.
    /// </remarks>
    public static double Find(Func<double, double> function, double low, double high)
    {
        double atLow = function(low);
        if (atLow >= 0)
        {
            return low;
        }

        double atHigh = function(high);
        int side = 0;
        for (int i = 0; i < 400; i++)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                break;
            }

            double secant = high - (atHigh * ((high - low) / (atHigh - atLow)));
            double next = i % 3 == 2 || !(secant > low && secant < high) ? middle : secant;
            double value = function(next);
            if (value >= 0)
            {
                high = next;
                atHigh = value;
                atLow = side == 1 ? atLow / 2 : atLow;
                side = 1;
                if (value == 0)
                {
                    break;
                }
            }
            else
            {
                low = next;
                atLow = value;
                atHigh = side == -1 ? atHigh / 2 : atHigh;
                side = -1;
            }
        }

        return high;
    }
}
