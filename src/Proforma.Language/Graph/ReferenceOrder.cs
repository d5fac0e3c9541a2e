using Proforma.Language.Binding;
using Proforma.Language.Lowering;
using Proforma.Language.Syntax;

namespace Proforma.Language.Graph;

/// <summary>The order in which shapes can be inferred: groups of series that refer to each other, after all that they refer to.</summary>
internal sealed class ReferenceOrder
{
    private const int NotVisited = -1;

    private readonly IReadOnlyList<SeriesSymbol> _series;
    private readonly Action<SeriesSymbol, List<ExpressionSyntax>> _addExpressions;
    private readonly List<ExpressionSyntax> _expressions = [];

    // Nodes are positions in the list of series; slots lead back to them.
    private readonly int[] _nodeOfSlot;
    private readonly int[] _order;
    private readonly int[] _low;
    private readonly bool[] _isOnPath;
    private readonly int[] _nextEdge;
    private readonly int[] _endEdge;
    private readonly List<int> _edges;
    private readonly Stack<int> _path = new();
    private readonly Stack<int> _open = new();
    private int _visited;

    private ReferenceOrder(IReadOnlyList<SeriesSymbol> series, Action<SeriesSymbol, List<ExpressionSyntax>> addExpressions)
    {
        (_series, _addExpressions) = (series, addExpressions);
        var slots = series.Count == 0 ? 0 : series.Max(static s => s.Slot) + 1;
        (_nodeOfSlot, _order) = (new int[slots], new int[series.Count]);
        Array.Fill(_nodeOfSlot, NotVisited);
        Array.Fill(_order, NotVisited);
        for (var node = 0; node < series.Count; node++)
        {
            _nodeOfSlot[series[node].Slot] = node;
        }

        (_low, _nextEdge, _endEdge, _isOnPath) = (new int[series.Count], new int[series.Count], new int[series.Count], new bool[series.Count]);
        _edges = new List<int>(series.Count * 2);
    }

    /// <summary>Strongly connected groups in dependency order (Tarjan's algorithm with an explicit stack).</summary>
    /// <param name="series">The series to order.</param>
    /// <param name="addExpressions">Adds the expressions of a series to a list.</param>
    public static List<List<SeriesSymbol>> Groups(IReadOnlyList<SeriesSymbol> series, Action<SeriesSymbol, List<ExpressionSyntax>> addExpressions) =>
        new ReferenceOrder(series, addExpressions).Find();

    private List<List<SeriesSymbol>> Find()
    {
        var groups = new List<List<SeriesSymbol>>(_series.Count);
        for (var root = 0; root < _series.Count; root++)
        {
            if (_order[root] != NotVisited)
            {
                continue;
            }

            Enter(root);
            while (_open.TryPeek(out var node))
            {
                if (_nextEdge[node] < _endEdge[node])
                {
                    Follow(node, _edges[_nextEdge[node]++]);
                    continue;
                }

                _open.Pop();
                if (_open.TryPeek(out var parent))
                {
                    _low[parent] = Math.Min(_low[parent], _low[node]);
                }

                if (_low[node] == _order[node])
                {
                    groups.Add(Collect(node));
                }
            }
        }

        return groups;
    }

    private void Follow(int node, int next)
    {
        if (_order[next] == NotVisited)
        {
            Enter(next);
        }
        else if (_isOnPath[next])
        {
            _low[node] = Math.Min(_low[node], _order[next]);
        }
    }

    private void Enter(int node)
    {
        _order[node] = _low[node] = _visited++;
        _isOnPath[node] = true;
        _path.Push(node);
        _open.Push(node);
        _nextEdge[node] = _edges.Count;
        _expressions.Clear();
        _addExpressions(_series[node], _expressions);
        foreach (var expression in _expressions)
        {
            var state = (Order: this, _series[node].Scope);
            SyntaxWalk.Visit(expression, state, static (part, state) => state.Order.AddReference(ReferenceOf(state.Scope, part)));
        }

        _endEdge[node] = _edges.Count;
    }

    private void AddReference(SeriesSymbol? reference)
    {
        if (reference is not null && reference.Slot < _nodeOfSlot.Length && _nodeOfSlot[reference.Slot] is >= 0 and var node)
        {
            _edges.Add(node);
        }
    }

    /// <summary>The series that one part of an expression names, or null.</summary>
    private static SeriesSymbol? ReferenceOf(Scope scope, ExpressionSyntax part) => part switch
    {
        NameExpressionSyntax name => scope.Find(name.Name) as SeriesSymbol,
        MemberAccessSyntax access => ScopeOf(scope, access.Target)?.FindHere(access.Member.Text) as SeriesSymbol,
        _ => null,
    };

    private static Scope? ScopeOf(Scope scope, ExpressionSyntax syntax) => syntax switch
    {
        NameExpressionSyntax name => (scope.Find(name.Name) as AliasSymbol)?.Scope,
        MemberAccessSyntax access => (ScopeOf(scope, access.Target)?.FindHere(access.Member.Text) as AliasSymbol)?.Scope,
        _ => null,
    };

    private List<SeriesSymbol> Collect(int root)
    {
        var group = new List<SeriesSymbol>(1);
        int member;
        do
        {
            member = _path.Pop();
            _isOnPath[member] = false;
            group.Add(_series[member]);
        }
        while (member != root);
        group.Reverse();
        return group;
    }
}
