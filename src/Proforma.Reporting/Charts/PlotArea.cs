namespace Proforma.Reporting.Charts;

/// <summary>Where values lie in the picture.</summary>
/// <param name="Left">The left edge of the plot.</param>
/// <param name="Top">Its top.</param>
/// <param name="Right">Its right edge.</param>
/// <param name="Bottom">Its bottom.</param>
/// <param name="XLow">What stands at the left edge.</param>
/// <param name="XHigh">What stands at the right edge.</param>
/// <param name="YLow">What stands at the bottom.</param>
/// <param name="YHigh">What stands at the top.</param>
internal readonly record struct PlotArea(double Left, double Top, double Right, double Bottom, double XLow, double XHigh, double YLow, double YHigh)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    /// <summary>The width of one category.</summary>
    public double Slot => Width / (XHigh - XLow);

    public double X(double value) => Left + ((value - XLow) / (XHigh - XLow) * Width);

    public double Y(double value) => Bottom - ((value - YLow) / (YHigh - YLow) * Height);
}
