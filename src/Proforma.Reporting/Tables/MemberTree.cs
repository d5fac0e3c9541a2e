using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Reporting.Tables;

/// <summary>A row of a line with dimensions: one member of each dimension so far, and the leaf rows that it stands for.</summary>
/// <param name="Label">The member's label.</param>
/// <param name="Member">`product=api; region=us`.</param>
/// <param name="Depth">How far it is indented; the line's own row is 0.</param>
/// <param name="IsLeaf">Whether it is a single cell of every dimension.</param>
/// <param name="Rows">Its rows within one track.</param>
public sealed record MemberNode(string Label, string Member, int Depth, bool IsLeaf, ImmutableArray<int> Rows)
{
    /// <summary>The members of a slot below its own row: each dimension within the one before it, parents above their children.</summary>
    public static IReadOnlyList<MemberNode> Of(PlanProgram program, Slot slot)
    {
        var nodes = new List<MemberNode>();
        if (!slot.Dimensions.IsEmpty)
        {
            Add(nodes, program, slot, axis: 0, prefix: "", rows: [0], depth: 1);
        }

        return nodes;
    }

    /// <summary>The sum of parts: the worst state wins, blanks count for nothing, and it is complete when every part is.</summary>
    public static ReportedFigure Sum(IReadOnlyList<ReportedFigure> parts)
    {
        var value = CellValue.Blank;
        var covered = int.MaxValue;
        var total = 0;
        var complete = true;
        foreach (var part in parts)
        {
            total = Math.Max(total, part.TotalSteps);
            if (part.Value.State == CellState.Blank)
            {
                continue;
            }

            covered = Math.Min(covered, part.CoveredSteps);
            complete &= part.IsComplete;
            value = value.State == CellState.Blank ? part.Value
                : !value.IsValue || !part.Value.IsValue ? CellValue.Worse(value, part.Value)
                : CellValue.Of(value.Raw + part.Value.Raw);
        }

        return value.State == CellState.Blank
            ? new ReportedFigure(value, 0, total, false)
            : new ReportedFigure(double.IsInfinity(value.Raw) ? CellValue.Failed(FailureKind.TooLarge) : value, covered, total, complete);
    }

    private static void Add(List<MemberNode> nodes, PlanProgram program, Slot slot, int axis, string prefix, ImmutableArray<int> rows, int depth)
    {
        var dimension = program.Dimensions[slot.Dimensions[axis]];
        var positions = Enumerable.Range(0, dimension.Count).ToDictionary(position => dimension.Leaves[position]);
        var children = Enumerable.Range(0, dimension.Members.Length).ToLookup(member => dimension.Members[member].Parent);
        foreach (var root in children[-1])
        {
            AddMember(root, depth);
        }

        void AddMember(int member, int at)
        {
            var name = $"{prefix}{dimension.Name}={dimension.Members[member].Name}";
            var leaves = positions.TryGetValue(member, out var own) ? [own] : dimension.LeavesUnder(member);
            var under = rows.SelectMany(row => leaves.Select(leaf => (row * dimension.Count) + leaf)).ToImmutableArray();
            var isLast = axis == slot.Dimensions.Length - 1;
            nodes.Add(new MemberNode(dimension.Members[member].Label, name, at, positions.ContainsKey(member) && isLast,
                WithInner(program, slot, axis, under)));
            if (positions.ContainsKey(member) && !isLast)
            {
                Add(nodes, program, slot, axis + 1, name + "; ", under, at + 1);
            }

            foreach (var child in children[member])
            {
                AddMember(child, at + 1);
            }
        }
    }

    private static ImmutableArray<int> WithInner(PlanProgram program, Slot slot, int axis, ImmutableArray<int> rows)
    {
        for (var inner = axis + 1; inner < slot.Dimensions.Length; inner++)
        {
            var count = program.Dimensions[slot.Dimensions[inner]].Count;
            rows = [.. rows.SelectMany(row => Enumerable.Range(row * count, count))];
        }

        return rows;
    }
}
