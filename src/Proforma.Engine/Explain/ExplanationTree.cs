using System.Collections.Immutable;
using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Explain;

/// <summary>What a node explains: a cell, or a value rolled up by a rule.</summary>
internal readonly record struct ExplanationSubject(int Slot, int Row, Model.Time.ReportSpan Span, RollUpRule? Rule);

/// <summary>
/// Grows an explanation level by level, so that a limit cuts what is furthest away. A value that stands in the tree already is
/// named again but not explained again.
/// </summary>
internal sealed class ExplanationTree(RunResult run, ExplanationLimits limits)
{
    private readonly List<Node> _nodes = [];
    private readonly HashSet<ExplanationSubject> _explained = [];
    private readonly OperandFinder _finder = new(run, limits.Operands);

    public Explanation Build(ExplanationSubject root)
    {
        _nodes.Add(new Node(_finder.Describe(root), root, 0));
        for (var i = 0; i < _nodes.Count; i++)
        {
            Grow(_nodes[i]);
        }

        // Operands were added after what reads them, so that going backwards every node finds its operands finished.
        for (var i = _nodes.Count - 1; i >= 0; i--)
        {
            var node = _nodes[i];
            node.Explanation = node.Explanation with { Operands = [.. node.Operands.Select(static o => o.Explanation)] };
        }

        return _nodes[0].Explanation;
    }

    private void Grow(Node node)
    {
        if (node.Operands.Count > 0)
        {
            var fit = node.Level >= limits.Depth ? 0 : Math.Max(0, limits.Nodes - _nodes.Count);
            if (node.Operands.Count > fit)
            {
                node.Operands.RemoveRange(fit, node.Operands.Count - fit);
                node.Explanation = node.Explanation with { IsCut = true };
            }

            _nodes.AddRange(node.Operands);
            return;
        }

        if (node.Subject is not { } subject || node.Explanation.Kind is ExplanationKind.Input or ExplanationKind.Blank)
        {
            return;
        }

        if (!_explained.Add(subject))
        {
            node.Explanation = node.Explanation with { IsRepeated = true };
            return;
        }

        var operands = _finder.OperandsOf(subject).Take(limits.Operands + 1).ToList();
        var room = node.Level >= limits.Depth ? 0 : Math.Min(limits.Operands, Math.Max(0, limits.Nodes - _nodes.Count));
        node.Explanation = node.Explanation with { IsCut = operands.Count > room };
        foreach (var (explanation, next, inner) in operands.Take(room))
        {
            var operand = new Node(explanation, next, node.Level + 1);
            operand.Operands.AddRange(inner.Take(limits.Operands).Select(o => new Node(o.Explanation, o.Subject, node.Level + 2)));
            operand.Explanation = operand.Explanation with { IsCut = inner.Length > limits.Operands };
            node.Operands.Add(operand);
            _nodes.Add(operand);
        }
    }

    private sealed class Node(Explanation explanation, ExplanationSubject? subject, int level)
    {
        public Explanation Explanation { get; set; } = explanation;

        public ExplanationSubject? Subject { get; } = subject;

        public int Level { get; } = level;

        public List<Node> Operands { get; } = [];
    }
}

/// <summary>An operand: what is shown of it, what explains it further, and, where it is gathered from several values, these.</summary>
internal readonly record struct FoundOperand(Explanation Explanation, ExplanationSubject? Subject, ImmutableArray<(Explanation Explanation, ExplanationSubject? Subject)> Inner);
