using Proforma.Engine.Execution;

namespace Proforma.Engine.Sensitivity;

/// <summary>
/// Derivatives through the cells of a wanted cycle in one step, by the implicit function theorem: at the solution x = G(x, z) the
/// derivative in z is (I − ∂G/∂x)⁻¹ ∂G/∂z. How the solver came there does not matter.
/// </summary>
/// <remarks>
/// In the order of a sweep only the reads of cells that come later are cuts; x are the cells that these read. A walk from the last
/// cell back passes derivatives on along all other reads; a small linear system then says by how much each cut adds.
/// </remarks>
internal sealed class CircularAdjoint
{
    private readonly List<(long Cell, List<(long Cell, double Weight)> Edges)> _cells = [];
    private readonly Dictionary<long, int> _positions = [];

    /// <summary>Adds a cell in the order of a sweep, with its derivatives in cells.</summary>
    public void Add(long cell, List<(long Cell, double Weight)> edges)
    {
        _positions.Add(cell, _cells.Count);
        _cells.Add((cell, edges));
    }

    /// <summary>Passes the derivatives in the block's cells on to all that they read, inside and outside of it.</summary>
    public void PassOn(double[] adjoints)
    {
        foreach (var part in Parts())
        {
            if (part.Exists(at => adjoints[_cells[at].Cell] != 0))
            {
                PassOn(part, adjoints);
            }
        }
    }

    private void PassOn(List<int> part, double[] adjoints)
    {
        var cuts = part.SelectMany(at => _cells[at].Edges.Where(edge => IsCut(at, edge.Cell))).Select(static edge => edge.Cell).Distinct().ToArray();
        var seeds = part.ToDictionary(at => _cells[at].Cell, at => adjoints[_cells[at].Cell]);
        if (cuts.Length > 0)
        {
            var received = Walk(part, new Dictionary<long, double>(seeds), cuts, null);
            var matrix = new double[cuts.Length, cuts.Length];
            for (var j = 0; j < cuts.Length; j++)
            {
                var column = Walk(part, new Dictionary<long, double> { [cuts[j]] = 1 }, cuts, null);
                for (var i = 0; i < cuts.Length; i++)
                {
                    matrix[i, j] = (i == j ? 1 : 0) - column[i];
                }
            }

            var more = LinearSystem.Factor(matrix)?.Solve(received) ?? [.. cuts.Select(static _ => double.NaN)];
            for (var i = 0; i < cuts.Length; i++)
            {
                seeds[cuts[i]] += more[i];
            }
        }

        Walk(part, seeds, cuts, adjoints);
    }

    /// <summary>Walks back over the cells; gives what the cuts received, and where asked passes the rest on to other cells.</summary>
    private double[] Walk(List<int> part, Dictionary<long, double> weights, long[] cuts, double[]? adjoints)
    {
        var received = new double[cuts.Length];
        for (var i = part.Count - 1; i >= 0; i--)
        {
            var (cell, edges) = _cells[part[i]];
            var weight = weights.GetValueOrDefault(cell);
            if (adjoints is not null)
            {
                adjoints[cell] = weight;
            }

            if (weight == 0)
            {
                continue;
            }

            foreach (var (read, share) in edges)
            {
                if (IsCut(part[i], read))
                {
                    received[Array.IndexOf(cuts, read)] += weight * share;
                }
                else if (_positions.ContainsKey(read))
                {
                    weights[read] = weights.GetValueOrDefault(read) + (weight * share);
                }
                else if (adjoints is not null)
                {
                    adjoints[read] += weight * share;
                }
            }
        }

        return received;
    }

    private bool IsCut(int reader, long read) => _positions.TryGetValue(read, out var at) && at >= reader;

    // Tracks and members that don't read each other are solved apart.
    private IEnumerable<List<int>> Parts()
    {
        var parent = Enumerable.Range(0, _cells.Count).ToArray();
        int Root(int at)
        {
            while (parent[at] != at)
            {
                at = parent[at] = parent[parent[at]];
            }

            return at;
        }

        for (var i = 0; i < _cells.Count; i++)
        {
            foreach (var (cell, _) in _cells[i].Edges)
            {
                if (_positions.TryGetValue(cell, out var other))
                {
                    parent[Root(i)] = Root(other);
                }
            }
        }

        return Enumerable.Range(0, _cells.Count).GroupBy(Root).Select(static group => group.ToList());
    }
}
