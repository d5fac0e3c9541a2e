namespace Proforma.Reporting.Numbers;

/// <summary>Tells where rounded figures no longer add up to their rounded total, so that a report can say so.</summary>
public static class RoundedSums
{
    /// <summary>True when the parts add up to the total, yet their written figures do not add up to the written total.</summary>
    /// <param name="parts">The exact parts.</param>
    /// <param name="total">The exact total.</param>
    /// <param name="format">How all of them are written.</param>
    public static bool Disagree(IReadOnlyCollection<double> parts, double total, NumberFormat format)
    {
        var exact = 0.0;
        var written = 0.0;
        var size = Math.Abs(total);
        foreach (var part in parts)
        {
            exact += part;
            written += format.Rounded(part);
            size += Math.Abs(part);
        }

        // Half of the last digit tells real differences of written figures from the noise of adding doubles.
        return Math.Abs(exact - total) <= 1e-9 * size && Math.Abs(written - format.Rounded(total)) > format.HalfUnit;
    }
}
