using System.Collections.Immutable;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;
using Proforma.Model.Program;

namespace Proforma.Language.Lowering;

/// <summary>Members of dimensions in reads: their positions, and the sum over those that roll up into one.</summary>
internal sealed partial class FormulaCompiler
{
    /// <summary>Emits a read with its member positions; a member with children is the sum of its leaves.</summary>
    private Operand Gather(SeriesReference reference, SlotRead read, TextSpan span, Shape shape)
    {
        var dimensions = SlotTable.DimensionsOf(reference.Shape.Dimensions);
        if (dimensions.IsEmpty)
        {
            return new Operand(_rule.Read(read), shape);
        }

        var over = GatherMembers(reference, dimensions, out var members);
        shape = shape with { Dimensions = Without(shape.Dimensions, reference.Members.Keys) };
        read = read with { Members = members };
        if (over.IsEmpty)
        {
            return new Operand(_rule.Read(read), shape);
        }

        if (shape is { IsKnown: true, IsFlow: false, IsStock: false })
        {
            return Fail(BindingDiagnostics.NeedsMember, span, $"{reference.Text} selects a member that others roll up into, and a figure in {shape.Unit} has no sum; select one member, or say mean(…, over: …).");
        }

        return new Operand(_rule.Reduce(new Reduction(read, Reducer.Sum, over, OverTracks: false)), shape);
    }

    private ImmutableArray<ImmutableArray<int>> GatherMembers(SeriesReference reference, ImmutableArray<int> dimensions, out ImmutableArray<MemberIndex> members)
    {
        var indices = ImmutableArray.CreateBuilder<MemberIndex>(dimensions.Length);
        var over = new ImmutableArray<int>[dimensions.Length];
        var anyOver = false;
        for (var i = 0; i < dimensions.Length; i++)
        {
            if (!reference.Members.TryGetValue(dimensions[i], out var member))
            {
                indices.Add(new MemberIndex(dimensions[i]));
                continue;
            }

            var leaves = binding.Dimensions[dimensions[i]].Axis.LeavesUnder(member);
            indices.Add(new MemberIndex(-1, leaves.Length == 1 ? leaves[0] : 0));
            if (leaves.Length != 1)
            {
                over[i] = leaves;
                anyOver = true;
            }
        }

        members = indices.MoveToImmutable();
        return anyOver ? [.. over] : [];
    }

    private static ulong Without(ulong bits, IEnumerable<int> dimensions)
    {
        foreach (var dimension in dimensions)
        {
            bits &= ~(1UL << dimension);
        }

        return bits;
    }
}
