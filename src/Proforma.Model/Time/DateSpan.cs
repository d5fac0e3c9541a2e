namespace Proforma.Model.Time;

/// <summary>A run of days, both ends included; a missing end is open. What a selector such as `2026 ..` covers.</summary>
public readonly record struct DateSpan(DateOnly? From, DateOnly? To)
{
    public static DateSpan All { get; } = new(null, null);

    public static DateSpan Of(Period period) => new(period.Start, period.End);

    /// <summary>From the first day of <paramref name="first"/> to the last day of <paramref name="last"/>.</summary>
    public static DateSpan Between(Period? first, Period? last) => new(first?.Start, last?.End);

    public bool Contains(DateOnly date) => (From is null || date >= From) && (To is null || date <= To);

    /// <summary>True when every day of <paramref name="other"/> lies in this span.</summary>
    public bool Contains(DateSpan other) =>
        (From is null || (other.From is { } from && from >= From)) && (To is null || (other.To is { } to && to <= To));

    public override string ToString() => $"{From:yyyy-MM-dd} .. {To:yyyy-MM-dd}";
}
