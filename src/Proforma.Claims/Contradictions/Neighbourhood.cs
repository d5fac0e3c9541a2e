namespace Proforma.Claims.Contradictions;

/// <summary>What is near a figure in a system: the statements that share its unknowns, then those that share unknowns with these, and so
/// on.</summary>
internal sealed class Neighbourhood(ClaimSystem system)
{
    private const int MostTogether = 200, MostInWindow = 80;

    private readonly ILookup<int, int> _directionsOf = system.Directions
        .SelectMany(static (form, index) => form.Terms.ToArray().Select(t => (t.Unknown, Index: index)))
            .ToLookup(static t => t.Unknown, static t => t.Index);

    private readonly ILookup<int, int> _saying = system.Statements
        .SelectMany(static (s, index) => s.Parts.Select(p => (Statement: index, p.Direction.Index)))
            .ToLookup(static s => s.Index, static s => s.Statement);

    /// <summary>
    /// The system itself, or for one of very many statements systems that overlap, each of statements that are near each other. What
    /// contradicts in a part contradicts in the whole; what only the whole shows is missed.
    /// </summary>
    public IEnumerable<ClaimSystem> Windows()
    {
        if (system.Statements.Count <= MostTogether)
        {
            yield return system;
            yield break;
        }

        var all = Enumerable.Range(0, system.Statements.Count).ToHashSet();
        var covered = new HashSet<int>();
        for (var seed = 0; seed < system.Statements.Count; seed++)
        {
            if (!covered.Contains(seed))
            {
                var around = Around(system.Statements[seed].Parts[0].Form.Terms.ToArray().Select(static t => t.Unknown), all, MostInWindow);

                // The nearer half of a window has neighbours on all sides and needs no window of its own.
                covered.Add(seed);
                covered.UnionWith(around.Statements.Take(MostInWindow / 2));
                yield return SystemParts.Peeled(SystemOf(around));
            }
        }
    }

    /// <summary>The statements nearest to some unknowns, with the directions that were passed on the way.</summary>
    public (List<int> Statements, HashSet<int> Directions) Around(IEnumerable<int> unknowns, HashSet<int> statements, int most)
    {
        var (found, seen, reached) = (new List<int>(), new HashSet<int>(), new HashSet<int>());

        // Nearer ones first, and of those that are as near the plainer figure.
        var open = new PriorityQueue<int, (int Steps, int Terms, int Index)>();
        void Reach(IEnumerable<int> directions, int steps)
        {
            foreach (var direction in directions)
            {
                open.Enqueue(direction, (steps, system.Directions[direction].Terms.Length, direction));
            }
        }

        Reach(unknowns.Where(reached.Add).SelectMany(u => _directionsOf[u]), 0);
        while (found.Count < most && open.TryDequeue(out var direction, out var at))
        {
            if (!seen.Add(direction))
            {
                continue;
            }

            found.AddRange(_saying[direction].Where(s => statements.Contains(s) && !found.Contains(s)).Take(most - found.Count));
            Reach(system.ProductsOf(direction).SelectMany(p => system.Products[p].Indices), at.Steps + 1);
            foreach (var (unknown, _) in system.Directions[direction].Terms)
            {
                Reach(reached.Add(unknown) ? _directionsOf[unknown] : [], at.Steps + 1);
            }
        }

        return (found, seen);
    }

    /// <summary>The system of some statements with the products and checks of the directions around them.</summary>
    public ClaimSystem SystemOf((List<int> Statements, HashSet<int> Directions) around) => SystemParts.Of(
        around.Statements.Select(s => system.Statements[s]),
        around.Directions.SelectMany(system.ProductsOf).Distinct().Order().Select(p => system.Products[p].Product).ToList(),
        SystemParts.ChecksOf(system).Where((_, at) => around.Directions.Contains(system.NotNegative[at].Direction.Index)).ToList());
}
