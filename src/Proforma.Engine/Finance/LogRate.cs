namespace Proforma.Engine.Finance;

// log(1 + r) and exp(x) - 1 to a few units in the last place. double.LogP1 and double.ExpM1 add or subtract the one
// in plain arithmetic and lose all digits of a rate of 1e-16; a daily rate on a long series cannot afford that.
// Method: W. Kahan's correction, as described by N. Higham, "Accuracy and Stability of Numerical Algorithms", section 1.14.
internal static class LogRate
{
    public static double FromRate(double rate)
    {
        double factor = 1 + rate;
        if (factor == 1)
        {
            return rate;
        }

        return double.IsInfinity(factor) ? Math.Log(rate) : Math.Log(factor) * (rate / (factor - 1));
    }

    public static double ToRate(double logRate)
    {
        if (Math.Abs(logRate) > 1)
        {
            return Math.Exp(logRate) - 1;
        }

        double factor = Math.Exp(logRate);
        return factor == 1 ? logRate : (factor - 1) * (logRate / Math.Log(factor));
    }
}
