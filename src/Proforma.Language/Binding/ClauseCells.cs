using System.Collections.Immutable;

namespace Proforma.Language.Binding;

/// <summary>The cells that a clause speaks of: tracks × runs of steps × members. Steps may lie before or after the calendar.</summary>
internal sealed record ClauseCells
{
    private static readonly ImmutableArray<(int First, int Last)> s_always = [(int.MinValue, int.MaxValue)];

    /// <summary>One flag a track; null when no track is selected.</summary>
    public bool[]? Tracks { get; init; }

    /// <summary>Runs of steps, both ends included; all of time when no period is selected.</summary>
    public ImmutableArray<(int First, int Last)> Steps { get; init; } = s_always;

    public bool HasPeriod { get; init; }

    /// <summary>For each dimension with a selected member one flag a leaf.</summary>
    public ImmutableDictionary<int, bool[]> Members { get; init; } = ImmutableDictionary<int, bool[]>.Empty;

    /// <summary>`otherwise`: whatever no other clause covers.</summary>
    public bool IsRest { get; init; }

    /// <summary>The last step, where a clause after it (`then`) begins.</summary>
    public int LastStep
    {
        get
        {
            var latest = int.MinValue;
            foreach (var (_, last) in Steps)
            {
                latest = Math.Max(latest, last);
            }

            return latest;
        }
    }

    public bool CoversStep(int step)
    {
        foreach (var (first, last) in Steps)
        {
            if (step >= first && step <= last)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The start of the latest run that ended before <paramref name="step"/>, or null: the value is held from there.</summary>
    public int? HeldFrom(int step)
    {
        int? latest = null;
        foreach (var (first, last) in Steps)
        {
            if (last < step && (latest is null || first > latest))
            {
                latest = first;
            }
        }

        return latest;
    }

    /// <summary>Whether the clause speaks of a row.</summary>
    /// <param name="track">The row's track.</param>
    /// <param name="leaf">The row's leaf position in a dimension, by the dimension's number.</param>
    public bool CoversRow(int track, Func<int, int> leaf)
    {
        if (Tracks is not null && !Tracks[track])
        {
            return false;
        }

        if (Members.IsEmpty)
        {
            return true;
        }

        foreach (var (dimension, flags) in Members)
        {
            if (!flags[leaf(dimension)])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every cell of this clause is one of <paramref name="other"/>'s, and not the reverse.</summary>
    public bool IsNarrowerThan(ClauseCells other) => IsWithin(other) && !other.IsWithin(this);

    private bool IsWithin(ClauseCells other) =>
        TracksWithin(other) && MembersWithin(other) && Steps.All(s => other.Steps.Any(o => s.First >= o.First && s.Last <= o.Last));

    private bool TracksWithin(ClauseCells other)
    {
        if (other.Tracks is null)
        {
            return true;
        }

        if (Tracks is null)
        {
            return other.Tracks.All(static t => t);
        }

        for (var i = 0; i < Tracks.Length; i++)
        {
            if (Tracks[i] && !other.Tracks[i])
            {
                return false;
            }
        }

        return true;
    }

    private bool MembersWithin(ClauseCells other)
    {
        foreach (var (dimension, flags) in other.Members)
        {
            if (!Members.TryGetValue(dimension, out var mine))
            {
                if (!flags.All(static f => f))
                {
                    return false;
                }

                continue;
            }

            for (var i = 0; i < mine.Length; i++)
            {
                if (mine[i] && !flags[i])
                {
                    return false;
                }
            }
        }

        return true;
    }
}
