namespace Proforma.Engine.Finance;

/// <summary>
/// How often the flows that are not zero change sign, in order of time. By Descartes' rule there are at most as many rates that bring the
/// present value to zero, and exactly one when there is one change.
/// </summary>
internal readonly record struct FlowSigns(long Changes, bool StartsPositive, bool EndsPositive)
{
    public static FlowSigns Of(ReadOnlySpan<double> amounts)
    {
        long changes = 0;
        bool any = false;
        bool starts = false;
        bool ends = false;
        foreach (double amount in amounts)
        {
            if (amount == 0)
            {
                continue;
            }

            bool positive = amount > 0;
            if (!any)
            {
                starts = positive;
                any = true;
            }
            else if (positive != ends)
            {
                changes++;
            }

            ends = positive;
        }

        return new FlowSigns(changes, starts, ends);
    }
}
