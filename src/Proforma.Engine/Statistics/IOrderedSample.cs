namespace Proforma.Engine.Statistics;

/// <summary>Numbers that can be asked for by rank. Safe for use by several threads at once.</summary>
internal interface IOrderedSample
{
    /// <summary>How many numbers there are.</summary>
    long Count { get; }

    /// <summary>How far a rank may be off, as a share of the count.</summary>
    double RankError { get; }

    /// <summary>Finds several ranks at the cost of about one.</summary>
    void Prepare(ReadOnlySpan<long> ranks);

    /// <summary>The number at a rank from 0 to <see cref="Count"/> − 1.</summary>
    double AtRank(long rank);

    /// <summary>How many numbers are at or below a value; with a fraction where they are only counted in buckets.</summary>
    double CountAtOrBelow(double value);

    /// <summary>Adds the numbers to bins of equal width from a low to a high end; those outside to the first and last.</summary>
    void AddTo(Span<long> bins, double low, double high);
}
