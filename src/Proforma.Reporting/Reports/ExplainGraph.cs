using System.Collections.Immutable;
using Proforma.Model.Time;
using Proforma.Reporting.Explain;

namespace Proforma.Reporting.Reports;

/// <summary>
/// How the figures of a report came about: figures that read figures, each once. It grows from what the report shows outwards until nothing is
/// left or the limit is reached.
/// </summary>
/// <param name="explainer">Explains one figure and names what it reads: with a depth of one.</param>
/// <param name="limit">The most figures that are held.</param>
public sealed class ExplainGraph(Explainer explainer, int limit)
{
    private readonly Dictionary<(int Slot, int Row, int First, int Last), int> _ids = [];
    private readonly List<ExplainNode> _nodes = [];
    private int _open;

    /// <summary>The figures in the order in which they were found; those that the report shows come first.</summary>
    public IReadOnlyList<ExplainNode> Nodes => _nodes;

    /// <summary>The slot that an explanation names.</summary>
    internal Model.Program.Slot SlotAt(int slot) => explainer.SlotAt(slot);

    /// <summary>The node of a line's figure for a period, or −1 when there are too many.</summary>
    public int Add(int slot, int row, Period period) => Add(explainer.Explain(slot, row, period));

    /// <summary>The node of an explanation, or −1 when there are too many.</summary>
    public int Add(Explanation explanation)
    {
        var key = KeyOf(explanation);
        if (_ids.TryGetValue(key, out var id))
        {
            return id;
        }

        if (_nodes.Count >= limit)
        {
            return -1;
        }

        id = _nodes.Count;
        _ids.Add(key, id);
        _nodes.Add(new ExplainNode(explanation, []));
        return id;
    }

    /// <summary>Follows what figures read until nothing is left or the limit is reached.</summary>
    public void Complete(CancellationToken cancellation = default)
    {
        for (; _open < _nodes.Count; _open++)
        {
            cancellation.ThrowIfCancellationRequested();
            var node = _nodes[_open];
            var explained = node.Figure is { Operands: { Length: > 0 }, IsCut: false } ? node.Figure : explainer.Explain(node.Figure);
            var operands = ImmutableArray.CreateBuilder<int>(explained.Operands.Length);
            foreach (var operand in explained.Operands)
            {
                if (Add(operand) is >= 0 and var id)
                {
                    operands.Add(id);
                }
            }

            _nodes[_open] = new ExplainNode(WithFormula(explained) with { Operands = [] }, operands.ToImmutable());
        }
    }

    /// <summary>A figure over several steps with the formula of its last step, which is what a reader wants to know of it.</summary>
    internal Explanation WithFormula(Explanation explained)
    {
        if (explained.Span is not { Steps: { IsEmpty: false } steps } || explained.Provenance.Line > 0)
        {
            return explained;
        }

        var slot = SlotAt(explained.Slot);
        if (slot.RollUp == Model.Program.RollUpRule.Recompute || slot.RuleAt(explained.Row, steps.Last) is not (>= 0 and var at))
        {
            return explained;
        }

        var origin = slot.Rules[at].Provenance;
        return explained with { Formula = $"{slot.Name} = {origin.Text}\n{explained.Formula}", Provenance = origin };
    }

    private static (int, int, int, int) KeyOf(Explanation explanation) => explanation.Span is { } span
        ? (explanation.Slot, explanation.Row, span.Steps.First, span.Steps.Last)
        : (explanation.Slot, explanation.Row, explanation.Step, explanation.Step);
}

/// <summary>A figure and the figures that it reads.</summary>
/// <param name="Figure">The figure; its operands are left out.</param>
/// <param name="Operands">Nodes.</param>
public sealed record ExplainNode(Explanation Figure, ImmutableArray<int> Operands);
