using Proforma.Model.Time;
using Proforma.Reporting.Numbers;

namespace Proforma.Workbook.Pages;

/// <summary>Periods as texts that formulas make from their numbers, the same as reports write them.</summary>
internal static class PeriodText
{
    /// <param name="cell">The cell with the number of the period, or with one of the two that stand for none.</param>
    /// <param name="grain">The grain of the period.</param>
    /// <param name="yearEnd">The month that ends the year.</param>
    /// <param name="words">The language.</param>
    public static string Formula(string cell, Grain grain, int yearEnd, Words words)
    {
        var (never, before) = (words.Of("never", "从未"), words.Of("before", "此前"));
        return $"IF({cell}=\"\",\"\",IF({cell}=1E9,\"{never}\",IF({cell}=-1E9,\"{before}\",{Of(cell, grain, yearEnd != 12, words)})))";
    }

    private static string Of(string x, Grain grain, bool fiscal, Words words)
    {
        var prefix = words.Of(fiscal ? "\"FY\"&" : "", "");
        var year = words.Of("", fiscal ? "财年" : "年");
        switch (grain)
        {
            case Grain.Year:
                return words.Of($"{prefix}{x}&\"\"", $"{x}&\"{year}\"");
            case Grain.Half:
                return words.Of($"{prefix}INT({x}/2)&\"-H\"&(MOD({x},2)+1)", $"INT({x}/2)&\"{year}\"&IF(MOD({x},2)=0,\"上半年\",\"下半年\")");
            case Grain.Quarter:
                return words.Of($"{prefix}INT({x}/4)&\"-Q\"&(MOD({x},4)+1)", $"INT({x}/4)&\"{year}第\"&(MOD({x},4)+1)&\"季度\"");
            case Grain.Month:
                return words.Of($"INT({x}/12)&\"-\"&RIGHT(\"0\"&(MOD({x},12)+1),2)", $"INT({x}/12)&\"年\"&(MOD({x},12)+1)&\"月\"");
            case Grain.Week:
                var thursday = $"({x}*7+3-{Offset})";
                var week = $"(INT(({thursday}-DATE(YEAR({thursday}),1,1))/7)+1)";
                return words.Of($"YEAR({thursday})&\"-W\"&RIGHT(\"0\"&{week},2)", $"YEAR({thursday})&\"年第\"&{week}&\"周\"");
            default:
                var day = $"({x}-{Offset})";
                return words.Of(
                    $"YEAR({day})&\"-\"&RIGHT(\"0\"&MONTH({day}),2)&\"-\"&RIGHT(\"0\"&DAY({day}),2)",
                    $"YEAR({day})&\"年\"&MONTH({day})&\"月\"&DAY({day})&\"日\"");
        }
    }

    // Days are counted from the year 1 here and from the end of 1899 in spreadsheets.
    private static string Offset => new DateOnly(1899, 12, 30).DayNumber.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
