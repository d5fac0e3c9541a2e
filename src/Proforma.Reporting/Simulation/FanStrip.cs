namespace Proforma.Reporting.Simulation;

/// <summary>
/// Quantiles as a strip of characters: ─ from P5 to P95, ━ from P10 to P90, ┃ at the median, ┊ at zero where that is inside. Strips of one line
/// below each other are its fan over time.
/// </summary>
public static class FanStrip
{
    /// <summary>Draws a strip.</summary>
    /// <param name="marks">The quantiles.</param>
    /// <param name="width">How many characters it takes; at least 3.</param>
    public static string Draw(FanMarks marks, int width)
    {
        var strip = new char[Math.Max(3, width)];
        Array.Fill(strip, ' ');
        Fill(strip, marks.P5, marks.P95, '─');
        Fill(strip, marks.P10, marks.P90, '━');
        if (double.IsFinite(marks.Zero))
        {
            strip[At(marks.Zero, strip.Length)] = '┊';
        }

        strip[At(marks.P50, strip.Length)] = '┃';
        return new string(strip).TrimEnd();
    }

    private static void Fill(char[] strip, double from, double to, char with)
    {
        for (var i = At(from, strip.Length); i <= At(to, strip.Length); i++)
        {
            strip[i] = with;
        }
    }

    private static int At(double share, int width) => Math.Clamp((int)Math.Round(share * (width - 1)), 0, width - 1);
}
