namespace Proforma.Model.Program.Scheduling;

/// <summary>A directed graph from readers to what they read, whose edges are made on the fly.</summary>
internal interface IReadGraph
{
    /// <summary>The number of nodes.</summary>
    int Count { get; }

    /// <summary>The node at position <paramref name="position"/> of the natural order, which the result keeps where it can.</summary>
    int Root(int position);

    /// <summary>The next node that <paramref name="node"/> reads.</summary>
    /// <param name="node">The reader.</param>
    /// <param name="cursor">Where the enumeration stands; 0 to begin.</param>
    /// <param name="read">The node read.</param>
    bool Next(int node, ref long cursor, out int read);
}

/// <summary>
/// The strongly connected components of a graph in an order in which every component comes after all that it reads.
/// </summary>
/// <param name="ComponentOf">For each node its component.</param>
/// <param name="Nodes">The nodes, component after component.</param>
/// <param name="Starts">Where each component begins in <paramref name="Nodes"/>, and the end.</param>
internal sealed record StronglyConnected(int[] ComponentOf, int[] Nodes, List<int> Starts)
{
    public int Count => Starts.Count - 1;

    public ReadOnlySpan<int> Component(int index) => Nodes.AsSpan(Starts[index], Starts[index + 1] - Starts[index]);

    /// <summary>Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion: plans have chains of 100,000 lines.</summary>
    public static StronglyConnected Find<TGraph>(TGraph graph)
        where TGraph : IReadGraph
    {
        var count = graph.Count;
        var component = new int[count];
        Array.Fill(component, -1);
        var order = new int[count];
        var low = new int[count];
        var nodes = new int[count];
        var emitted = 0;
        var starts = new List<int> { 0 };
        var open = new Stack<int>();
        var path = new Stack<(int Node, long Cursor)>();
        var visited = 0;
        for (var position = 0; position < count; position++)
        {
            var root = graph.Root(position);
            if (order[root] != 0)
            {
                continue;
            }

            order[root] = low[root] = ++visited;
            open.Push(root);
            path.Push((root, 0));
            while (path.TryPop(out var frame))
            {
                var (node, cursor) = frame;
                var descended = false;
                while (graph.Next(node, ref cursor, out var read))
                {
                    if (order[read] == 0)
                    {
                        path.Push((node, cursor));
                        order[read] = low[read] = ++visited;
                        open.Push(read);
                        path.Push((read, 0));
                        descended = true;
                        break;
                    }

                    if (component[read] < 0)
                    {
                        low[node] = Math.Min(low[node], order[read]);
                    }
                }

                if (descended)
                {
                    continue;
                }

                if (low[node] == order[node])
                {
                    emitted = Emit(node, starts.Count - 1, open, component, nodes, emitted);
                    starts.Add(emitted);
                }

                if (path.TryPeek(out var parent))
                {
                    low[parent.Node] = Math.Min(low[parent.Node], low[node]);
                }
            }
        }

        return new StronglyConnected(component, nodes, starts);
    }

    private static int Emit(int root, int index, Stack<int> open, int[] component, int[] nodes, int emitted)
    {
        int node;
        do
        {
            node = open.Pop();
            component[node] = index;
            nodes[emitted++] = node;
        }
        while (node != root);
        return emitted;
    }
}
