namespace Proforma.Engine.Finance;

/// <summary>
/// The positive value <c>Mantissa · Unit · e^LogShift</c>, kept apart because it may overflow where a rate of return made of it does not.
/// </summary>
internal readonly record struct ScaledValue(double Mantissa, double Unit, double LogShift)
{
    public static double LogRatio(ScaledValue dividend, ScaledValue divisor)
    {
        double ratio = dividend.Mantissa / divisor.Mantissa * (dividend.Unit / divisor.Unit);

        // One logarithm of the ratio loses fewer digits than a difference of two, wherever the ratio is a number.
        double log = double.IsNormal(ratio)
            ? Math.Log(ratio)
            : Math.Log(dividend.Mantissa) - Math.Log(divisor.Mantissa) + Math.Log(dividend.Unit) - Math.Log(divisor.Unit);
        return log + dividend.LogShift - divisor.LogShift;
    }
}
