using System.Runtime.InteropServices;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>Computes a loop segment for one block of trials.</summary>
/// <param name="slab">The homes.</param>
/// <param name="row">The step's own constants.</param>
/// <param name="shared">The constants of the class.</param>
internal unsafe delegate void SegmentKernel(double* slab, double* row, double* shared);

/// <summary>
/// Kernels by what they do. Constants are not part of it, so after an edit of a driver the same kernels serve again.
/// </summary>
internal static class KernelCache
{
    private const int MostKept = 4096;

    private static readonly Dictionary<CodeKey, SegmentKernel> s_kernels = [];
    private static readonly Lock s_gate = new();

    /// <summary>Whether a kernel is there already.</summary>
    public static bool Has(Segment segment, int poison, int width)
    {
        var key = new CodeKey(KeyOf(segment, poison, width));
        lock (s_gate)
        {
            return s_kernels.ContainsKey(key);
        }
    }

    public static SegmentKernel Get(Segment segment, int poison, int width)
    {
        var key = new CodeKey(KeyOf(segment, poison, width));
        lock (s_gate)
        {
            if (s_kernels.TryGetValue(key, out var known))
            {
                return known;
            }
        }

        var made = SegmentEmitter.Emit(segment, poison, width);
        lock (s_gate)
        {
            if (s_kernels.Count >= MostKept)
            {
                s_kernels.Clear();
            }

            ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(s_kernels, key, out _);
            return kept ??= made;
        }
    }

    private static int[] KeyOf(Segment segment, int poison, int width)
    {
        var key = new List<int> { width, poison, segment.ReadFirst.Length };
        key.AddRange(segment.ReadFirst);
        foreach (var operation in segment.Operations)
        {
            key.Add((int)operation.Code);
            key.Add(operation.Home);
            key.Add(operation.IsWatched ? 1 : 0);
            key.Add(operation.Operands.Length);
            foreach (var operand in operation.Operands)
            {
                key.Add((int)operand.Kind);
                key.Add(operand.Index);
            }
        }

        return [.. key];
    }
}
