using Proforma.Engine.Simulation.Tracing;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>
/// Divides the operations of a step into loops and blockwise operations. An operation comes as late as the blockwise ones that need it allow,
/// so that little has to be carried in memory from one loop to the next.
/// </summary>
internal static class SegmentOrder
{
    /// <summary>More operations than this in one loop take the compiler long and leave the registers anyway.</summary>
    public const int MostInLoop = 200;

    /// <summary>The segments, as places of operations; drawn values are not among them.</summary>
    public static List<(bool IsBlockwise, List<int> Places)> Of(StepClass step)
    {
        var operations = step.Operations;
        var phase = Phases(operations, out var last);
        var loops = new List<int>[last + 1];
        var blockwise = new List<int>[last + 1];
        for (var i = 0; i <= last; i++)
        {
            (loops[i], blockwise[i]) = ([], []);
        }

        for (var i = 0; i < operations.Length; i++)
        {
            if (operations[i].Kind is not (NodeKind.Drawn or NodeKind.TrackScore))
            {
                (operations[i].IsBlockwise ? blockwise : loops)[phase[i]].Add(i);
            }
        }

        var segments = new List<(bool, List<int>)>();
        for (var i = 0; i <= last; i++)
        {
            foreach (var chunk in loops[i].Chunk(MostInLoop))
            {
                segments.Add((false, [.. chunk]));
            }

            foreach (var one in blockwise[i])
            {
                segments.Add((true, [one]));
            }
        }

        return segments;
    }

    // A phase is a loop and the blockwise operations after it.
    private static int[] Phases(StepOperation[] operations, out int last)
    {
        var earliest = new int[operations.Length];
        last = 0;
        for (var i = 0; i < operations.Length; i++)
        {
            foreach (var operand in operations[i].Operands)
            {
                if (operand.Kind == OperandKind.Local)
                {
                    var isAfter = operations[operand.Index].IsBlockwise && !operations[i].IsBlockwise;
                    earliest[i] = Math.Max(earliest[i], earliest[operand.Index] + (isAfter ? 1 : 0));
                }
            }

            last = Math.Max(last, earliest[i]);
        }

        var phase = new int[operations.Length];
        Array.Fill(phase, last);
        for (var i = operations.Length - 1; i >= 0; i--)
        {
            phase[i] = operations[i].IsBlockwise ? earliest[i] : phase[i];
            foreach (var operand in operations[i].Operands)
            {
                if (operand.Kind == OperandKind.Local)
                {
                    phase[operand.Index] = Math.Min(phase[operand.Index], phase[i]);
                }
            }
        }

        return phase;
    }
}
