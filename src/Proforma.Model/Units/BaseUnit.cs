namespace Proforma.Model.Units;

/// <summary>What a base unit counts. Time has two base units because a month has no fixed number of days.</summary>
public enum BaseUnitKind
{
    /// <summary>Something counted: person, seat, token.</summary>
    Count,

    /// <summary>An ISO 4217 currency. Each is a dimension of its own.</summary>
    Currency,

    /// <summary>The month, of which quarters and years are multiples.</summary>
    Month,

    /// <summary>The day, of which the week is a multiple.</summary>
    Day,
}

/// <summary>A unit that no other unit defines. Two base units are one when name and kind agree, whichever plan declared them.</summary>
public sealed record BaseUnit(string Name, BaseUnitKind Kind) : IComparable<BaseUnit>
{
    public static BaseUnit Month { get; } = new("month", BaseUnitKind.Month);

    public static BaseUnit Day { get; } = new("day", BaseUnitKind.Day);

    public static BaseUnit Person { get; } = new("person", BaseUnitKind.Count);

    public bool IsTime => Kind is BaseUnitKind.Month or BaseUnitKind.Day;

    /// <summary>Currencies come first and time last, as people write units: USD/seat/month.</summary>
    public int CompareTo(BaseUnit? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byRank = Rank(Kind).CompareTo(Rank(other.Kind));
        return byRank != 0 ? byRank : string.CompareOrdinal(Name, other.Name);
    }

    private static int Rank(BaseUnitKind kind) => kind switch
    {
        BaseUnitKind.Currency => 0,
        BaseUnitKind.Count => 1,
        BaseUnitKind.Month => 2,
        _ => 3,
    };
}
