namespace Proforma.Claims.Extraction.Roles;

/// <summary>
/// Gives a figure in parentheses the roles of the one before it, of which it says the same: an amount in another currency (345亿美元（约合人民币2500亿元）),
/// or the amount that a share is (超三分之二（约230亿美元）).
/// </summary>
internal static class Conversions
{
    public static void Copy(SentenceView view)
    {
        for (int i = 1; i < view.Drafts.Count; i++)
        {
            var first = view.Drafts[i - 1];
            var second = view.Drafts[i];
            int gap = second.Start - first.End;
            if (gap is < 1 or > 12 || second.Kind != FigureKind.Amount)
            {
                continue;
            }

            var between = view.Text[first.End..second.Start];
            int open = between.IndexOf('(');
            bool converts = open >= 0 && between[..open].Trim().IsEmpty || between.StartsWith("，约合") || between.StartsWith(", or about") || between.StartsWith(", equivalent") || between.StartsWith("或约合");
            if (!converts || view.Metrics.Exists(metric => metric.Start >= first.End && metric.End <= second.Start) || view.Periods.Exists(period => period.Start >= first.End && period.End <= second.Start))
            {
                continue;
            }

            bool otherCurrency = first.Kind == FigureKind.Amount && first.Quantity.Unit != second.Quantity.Unit && first.Quantity.Unit is not null;
            if (otherCurrency)
            {
                second.Metric = first.Metric;
                second.MetricEntry = first.MetricEntry;
                second.IsChange = first.IsChange;
            }

            if (otherCurrency || first.Kind == FigureKind.Percent)
            {
                second.Entity = first.Entity;
                second.Period = first.Period;
                second.PeriodConfidence = first.PeriodConfidence;
                second.IsBase = first.IsBase;
                second.Track = first.Track;
            }
        }
    }
}
