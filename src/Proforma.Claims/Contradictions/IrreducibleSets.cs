namespace Proforma.Claims.Contradictions;

/// <summary>
/// The irreducible sets of statements that cannot all be true. A set that is found is shrunk by leaving out one statement after the
/// other; then every smallest way to leave out a statement of each known set is tried, and what remains either holds or shows a set
/// that was not known (Reiter 1987, the duality of conflicts and diagnoses): when all ways are tried, all sets are known.
/// </summary>
internal sealed class IrreducibleSets(ClaimSystem system, Consistency consistency, IReadOnlyList<int> statements, Reading reading, Effort effort,
    int most)
{
    private const int MostKept = 32, MostWays = 4_000;

    private readonly List<int[]> _sets = [];
    private readonly List<HashSet<int>> _consistent = [];
    private int _ways;

    /// <summary>The sets, each with rising numbers of statements.</summary>
    public IReadOnlyList<int[]> Sets => _sets;

    /// <summary>Some greatest sets of statements that hold together, at most <see cref="MostKept"/>.</summary>
    public IReadOnlyList<HashSet<int>> Consistent => _consistent;

    /// <summary>False when the search ended before every set was known to be found.</summary>
    public bool IsComplete { get; private set; }

    public void Search()
    {
        AddPairs();
        Descend(-1);

        // Sets that overlap with known ones come to light when one statement of them is kept throughout.
        for (var i = 0; i < _sets.Count && !IsFull; i++)
        {
            foreach (var kept in _sets[i].ToArray())
            {
                Descend(kept);
            }
        }

        // A set that comes to light on the way changes which ways are smallest: only a round without one is a proof.
        var known = -1;
        while (known < _sets.Count && !IsFull)
        {
            known = _sets.Count;
            IsComplete = Explore([], []);
        }

        IsComplete &= !IsFull;
    }

    private bool IsFull => _sets.Count >= most || effort.IsExhausted;

    /// <summary>Statements on one figure whose intervals do not meet.</summary>
    private void AddPairs()
    {
        var said = statements.Where(s => system.Statements[s].Parts.Length == 1).Select(s => (Statement: s, Part: system.Statements[s].Parts[0]))
            .Where(static s => s.Part.Direction.Index >= 0).GroupBy(static s => s.Part.Direction.Index);
        foreach (var figure in said)
        {
            var list = figure.Select(s => (s.Statement, Range: Consistency.RangeOf(s.Part, reading))).ToList();
            for (var i = 0; i < list.Count; i++)
            {
                effort.Spend(list.Count - i);
                for (var j = i + 1; j < list.Count && !IsFull; j++)
                {
                    if (Excludes(list[i].Range, list[j].Range) || Excludes(list[j].Range, list[i].Range))
                    {
                        _sets.Add([Math.Min(list[i].Statement, list[j].Statement), Math.Max(list[i].Statement, list[j].Statement)]);
                    }
                }
            }
        }
    }

    private static bool Excludes(Interval a, Interval b) => a.Low is { } low && b.High is { } high && low.Value > high.Value;

    /// <summary>Leaves out one statement of each set until the rest holds; a statement that is kept is never left out.</summary>
    private void Descend(int kept)
    {
        var left = new HashSet<int>(statements);
        while (!IsFull)
        {
            var set = _sets.Find(left.IsSupersetOf) ?? Found(left);
            if (set is null)
            {
                return;
            }

            var candidates = set.Where(s => s != kept).OrderByDescending(s => _sets.Count(known => known.Contains(s))).ThenBy(static s => s).ToList();
            if (candidates.Count == 0)
            {
                return;
            }

            left.Remove(candidates[0]);
        }
    }

    /// <summary>A set among those that are left; null when they hold together.</summary>
    private int[]? Found(HashSet<int> left)
    {
        if (_consistent.Exists(left.IsSubsetOf))
        {
            return null;
        }

        if (consistency.Conflict(left, reading) is { } conflict)
        {
            var set = Shrunk(conflict);
            if (set.Length > 0)
            {
                _sets.Add(set);
                return set;
            }

            return null;
        }

        if (_consistent.Count < MostKept && !effort.IsExhausted)
        {
            _consistent.Add([.. left]);
        }

        return null;
    }

    /// <summary>Leaves out every statement without which the others still cannot all be true.</summary>
    private int[] Shrunk(Reasons conflict)
    {
        var set = StatementsOf(conflict);
        for (var i = 0; i < set.Count;)
        {
            var rest = set.Where((_, at) => at != i).ToList();
            if (consistency.Conflict(rest, reading) is { } smaller)
            {
                var kept = set[..i];
                set = StatementsOf(smaller);
                i = kept.TakeWhile((s, at) => at < set.Count && set[at] == s).Count();
            }
            else
            {
                i++;
            }
        }

        return [.. set];
    }

    private List<int> StatementsOf(Reasons reasons)
    {
        var found = new List<int>();
        foreach (var member in reasons.Members)
        {
            if (member < system.Statements.Count)
            {
                found.Add(member);
            }
        }

        return found;
    }

    /// <summary>Tries every smallest way to leave out a statement of each set; false when it ended early.</summary>
    private bool Explore(List<int> leftOut, HashSet<int> kept)
    {
        if (IsFull || _ways > MostWays)
        {
            return false;
        }

        var open = _sets.Find(set => !set.Any(leftOut.Contains));
        if (open is null)
        {
            _ways++;
            open = Found([.. statements.Except(leftOut)]);
            if (open is null)
            {
                return !IsFull;
            }
        }

        var tried = new List<int>();
        var complete = true;
        foreach (var statement in open)
        {
            if (kept.Contains(statement))
            {
                continue;
            }

            leftOut.Add(statement);
            if (IsSmallest(leftOut))
            {
                complete &= Explore(leftOut, kept);
            }

            leftOut.RemoveAt(leftOut.Count - 1);
            kept.Add(statement);
            tried.Add(statement);
        }

        kept.ExceptWith(tried);
        return complete;
    }

    /// <summary>Whether each statement that is left out is needed: some set has no other of them.</summary>
    private bool IsSmallest(List<int> leftOut) => leftOut.TrueForAll(s => _sets.Exists(set => set.Contains(s) && set.Count(leftOut.Contains) == 1));
}
