using System.Collections.Immutable;

namespace Proforma.Model.Program.Scheduling;

/// <summary>Finds a short cycle through the cells of a strongly connected component, by breadth-first search.</summary>
internal static class CycleFinder
{
    private const int AllStartsUpTo = 64, StartsBeyond = 4;

    /// <summary>A cycle: each cell reads the next one, the last reads the first. It begins at its slot declared first.</summary>
    /// <param name="graph">The cells and what they read.</param>
    /// <param name="components">The knots of the graph.</param>
    /// <param name="component">The knot to search.</param>
    /// <param name="through">The cycle passes through one of these cells: those that are to blame. At least one lies in the knot.</param>
    public static ImmutableArray<CellRef> ShortCycle(CellGraph graph, StronglyConnected components, int component, Func<CellRef, bool> through)
    {
        var nodes = components.Component(component).ToArray().Where(node => through(graph.CellOf(node))).ToArray();
        Array.Sort(nodes);
        var starts = nodes.Length <= AllStartsUpTo ? nodes.Length : StartsBeyond;
        List<int>? best = null;
        for (var i = 0; i < starts && best is not { Count: 1 }; i++)
        {
            var found = Through(graph, components.ComponentOf, component, nodes[i]);
            best = best is null || found.Count < best.Count ? found : best;
        }

        var cells = best!.Select(graph.CellOf).ToArray();
        var first = Array.IndexOf(cells, cells.MinBy(static c => (c.Slot, c.Step, c.Row)));
        return [.. cells[first..], .. cells[..first]];
    }

    private static List<int> Through(CellGraph graph, int[] componentOf, int component, int start)
    {
        var readerOf = new Dictionary<int, int>();
        var queue = new Queue<int>();
        queue.Enqueue(start);
        while (queue.TryDequeue(out var node))
        {
            var cursor = 0L;
            while (graph.Next(node, ref cursor, out var read))
            {
                if (componentOf[read] != component || !readerOf.TryAdd(read, node))
                {
                    continue;
                }

                if (read == start)
                {
                    return PathTo(start, node, readerOf);
                }

                queue.Enqueue(read);
            }
        }

        throw new InvalidOperationException("A strongly connected component without a cycle.");
    }

    private static List<int> PathTo(int start, int last, Dictionary<int, int> readerOf)
    {
        var path = new List<int>();
        for (var node = last; node != start; node = readerOf[node])
        {
            path.Add(node);
        }

        path.Add(start);
        path.Reverse();
        return path;
    }
}
