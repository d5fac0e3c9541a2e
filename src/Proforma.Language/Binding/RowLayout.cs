using System.Collections.Immutable;
using Proforma.Model.Program;

namespace Proforma.Language.Binding;

/// <summary>The rows of a slot: its tracks × the leaf members of its dimensions, the last dimension fastest.</summary>
internal sealed class RowLayout
{
    // Counts stop growing here, far beyond every limit, so that products with the steps do not overflow before they are refused.
    private const long Countless = 1_000_000_000_000;

    private readonly ImmutableArray<int> _dimensions;
    private readonly int[] _counts;

    public RowLayout(int tracks, ImmutableArray<int> dimensions, IReadOnlyList<DimensionSymbol> all)
    {
        Tracks = tracks;
        _dimensions = dimensions;
        _counts = [.. dimensions.Select(d => all[d].Axis.Count)];
        Members = 1;
        foreach (var count in _counts)
        {
            Members = Math.Min(Members * count, Countless);
        }
    }

    public int Tracks { get; }

    public long Members { get; }

    public long Rows => Math.Min(Tracks * Members, Countless);

    /// <summary>The track of a row.</summary>
    public int TrackOf(long row) => (int)(row / Members);

    /// <summary>The leaf position of a row in a dimension, by the dimension's number.</summary>
    public int LeafOf(long row, int dimension)
    {
        var within = row % Members;
        for (var i = _counts.Length - 1; i >= 0; i--)
        {
            if (_dimensions[i] == dimension)
            {
                return (int)(within % _counts[i]);
            }

            within /= _counts[i];
        }

        return 0;
    }

    /// <summary>The patterns of clauses over all rows, equal ones shared.</summary>
    public (ImmutableArray<ImmutableArray<RuleSegment>> Patterns, ImmutableArray<int> RowPatterns) Patterns(
        IReadOnlyList<ClauseCells> clauses, ClauseResolver resolver, int steps)
    {
        var byTrack = clauses.Any(static c => c.Tracks is not null);
        var byMember = clauses.Any(static c => !c.Members.IsEmpty);
        if (!byTrack && !byMember)
        {
            var all = resolver.ApplicableTo(0, static _ => 0);
            return ([resolver.Segments(all, steps)], []);
        }

        var patterns = ImmutableArray.CreateBuilder<ImmutableArray<RuleSegment>>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new int[Rows];
        for (long row = 0; row < rows.Length; row++)
        {
            var at = row;
            if (!byMember && row % Members != 0)
            {
                rows[row] = rows[row - 1];
                continue;
            }

            var applicable = resolver.ApplicableTo(TrackOf(row), dimension => LeafOf(at, dimension));
            var key = string.Join(',', applicable);
            if (!known.TryGetValue(key, out var pattern))
            {
                pattern = patterns.Count;
                known.Add(key, pattern);
                patterns.Add(resolver.Segments(applicable, steps));
            }

            rows[row] = pattern;
        }

        return (patterns.ToImmutable(), patterns.Count == 1 ? [] : [.. rows]);
    }
}
