using Proforma.Language.Binding;
using Proforma.Language.Lowering;
using Proforma.Language.Syntax;

namespace Proforma.Language.Graph;

/// <summary>The order in which shapes can be inferred: groups of series that refer to each other, after all that they refer to.</summary>
internal static class ReferenceOrder
{
    /// <summary>Strongly connected groups in dependency order (Tarjan's algorithm with an explicit stack).</summary>
    /// <param name="series">The series to order.</param>
    /// <param name="expressions">The expressions of a series.</param>
    public static List<List<SeriesSymbol>> Groups(IReadOnlyList<SeriesSymbol> series, Func<SeriesSymbol, IEnumerable<ExpressionSyntax>> expressions)
    {
        var wanted = series.ToHashSet();
        var state = new Dictionary<SeriesSymbol, Visit>(series.Count);
        var groups = new List<List<SeriesSymbol>>();
        var path = new Stack<SeriesSymbol>();
        var open = new Stack<(SeriesSymbol Symbol, List<SeriesSymbol> References, int Next)>();
        var counter = 0;

        void Enter(SeriesSymbol symbol)
        {
            state[symbol] = new Visit { Index = counter, Low = counter, OnPath = true };
            counter++;
            path.Push(symbol);
            open.Push((symbol, Wanted(symbol, expressions(symbol), wanted), 0));
        }

        foreach (var root in series)
        {
            if (state.ContainsKey(root))
            {
                continue;
            }

            Enter(root);
            while (open.TryPop(out var frame))
            {
                var visit = state[frame.Symbol];
                if (frame.Next < frame.References.Count)
                {
                    open.Push(frame with { Next = frame.Next + 1 });
                    var next = frame.References[frame.Next];
                    if (!state.TryGetValue(next, out var seen))
                    {
                        Enter(next);
                    }
                    else if (seen.OnPath)
                    {
                        visit.Low = Math.Min(visit.Low, seen.Index);
                    }

                    continue;
                }

                if (open.TryPeek(out var above))
                {
                    var parent = state[above.Symbol];
                    parent.Low = Math.Min(parent.Low, visit.Low);
                }

                if (visit.Low == visit.Index)
                {
                    groups.Add(Collect(frame.Symbol, path, state));
                }
            }
        }

        return groups;
    }

    private static List<SeriesSymbol> Wanted(SeriesSymbol symbol, IEnumerable<ExpressionSyntax> expressions, HashSet<SeriesSymbol> wanted)
    {
        var found = new List<SeriesSymbol>();
        foreach (var expression in expressions)
        {
            SyntaxWalk.Visit(expression, (symbol.Scope, wanted, found), static (part, state) =>
            {
                if (ReferenceOf(state.Scope, part) is { } reference && state.wanted.Contains(reference))
                {
                    state.found.Add(reference);
                }
            });
        }

        return found;
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

    private static List<SeriesSymbol> Collect(SeriesSymbol root, Stack<SeriesSymbol> path, Dictionary<SeriesSymbol, Visit> state)
    {
        var group = new List<SeriesSymbol>();
        SeriesSymbol member;
        do
        {
            member = path.Pop();
            state[member].OnPath = false;
            group.Add(member);
        }
        while (member != root);
        group.Reverse();
        return group;
    }

    private sealed class Visit
    {
        public int Index { get; init; }

        public int Low { get; set; }

        public bool OnPath { get; set; }
    }
}
