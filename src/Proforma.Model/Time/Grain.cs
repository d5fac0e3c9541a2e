namespace Proforma.Model.Time;

/// <summary>The length of a period, from the shortest to the longest.</summary>
public enum Grain
{
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
}

/// <summary>What is common to the grains that are whole months.</summary>
public static class GrainExtensions
{
    /// <summary>Months in a period of this grain; 0 for days and weeks, which have no fixed length in months.</summary>
    public static int Months(this Grain grain) => grain switch
    {
        Grain.Month => 1,
        Grain.Quarter => 3,
        Grain.Half => 6,
        Grain.Year => 12,
        _ => 0,
    };

    /// <summary>The English noun, in lower case.</summary>
    public static string Noun(this Grain grain) => grain switch
    {
        Grain.Day => "day",
        Grain.Week => "week",
        Grain.Month => "month",
        Grain.Quarter => "quarter",
        Grain.Half => "half-year",
        _ => "year",
    };
}
