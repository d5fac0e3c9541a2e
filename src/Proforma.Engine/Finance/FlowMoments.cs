namespace Proforma.Engine.Finance;

/// <summary>
/// The discounted receipts and payments of a series of flows at one rate, apart, with the first two moments of their times:
/// <c>In0 = Σ c⁺·e^(-u·t)</c>, <c>In1 = Σ t·c⁺·e^(-u·t)</c>, <c>In2 = Σ t²·c⁺·e^(-u·t)</c>, and Out likewise for the payments.
/// Every one of them falls as u rises, which is what bounds the net value between two rates.
/// </summary>
internal readonly record struct FlowMoments(double In0, double In1, double In2, double Out0, double Out1, double Out2)
{
    /// <summary>The net present value f(u) of the flows, scaled.</summary>
    public double Net => In0 - Out0;

    /// <summary>f'(u).</summary>
    public double NetSlope => Out1 - In1;

    /// <summary>f''(u).</summary>
    public double NetCurvature => In2 - Out2;

    public double Gross => In0 + Out0;

    public double GrossSlope => In1 + Out1;

    public double GrossCurvature => In2 + Out2;

    public FlowMoments Plus(double amount, double weight, double time, double timeSquared)
    {
        double value = Math.Abs(amount) * weight;
        return amount >= 0
            ? this with { In0 = In0 + value, In1 = In1 + (value * time), In2 = In2 + (value * timeSquared) }
            : this with { Out0 = Out0 + value, Out1 = Out1 + (value * time), Out2 = Out2 + (value * timeSquared) };
    }
}
