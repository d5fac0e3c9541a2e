using System.Runtime.InteropServices;

namespace Proforma.Engine.Execution.Fast;

/// <summary>Shapes by their code, shared by all plans, so that machine code made for one run serves the next.</summary>
internal static class ShapeCache
{
    private const int MaxShapes = 4096;

    private static readonly Lock s_lock = new();
    private static readonly Dictionary<int[], Shape> s_shapes = new(new CodeComparer());

    public static Shape Get(ReadOnlySpan<int> code)
    {
        lock (s_lock)
        {
            var lookup = s_shapes.GetAlternateLookup<ReadOnlySpan<int>>();
            if (lookup.TryGetValue(code, out var shape))
            {
                return shape;
            }

            if (s_shapes.Count >= MaxShapes)
            {
                s_shapes.Clear();
            }

            shape = new Shape(code);
            s_shapes.Add(code.ToArray(), shape);
            return shape;
        }
    }

    /// <summary>Compares code by content.</summary>
    internal sealed class CodeComparer : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<int> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(alternate));
            return hash.ToHashCode();
        }

        public int[] Create(ReadOnlySpan<int> alternate) => alternate.ToArray();
    }
}
