using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Proforma.Engine.Numerics;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>
/// Computes a loop segment without making code for it: each operation over the whole block, one after the other. The bits are those of the
/// emitted kernel. For steps that are few, and where code cannot be made at run time.
/// </summary>
internal sealed unsafe class SegmentMachine
{
    private readonly Segment _segment;
    private readonly int _poison;

    public SegmentMachine(Segment segment, int poison)
    {
        (_segment, _poison) = (segment, poison);
        ScratchHomes = segment.Operations.Length + segment.ReadFirst.Length;
    }

    /// <summary>How many blocks of scratch it needs.</summary>
    public int ScratchHomes { get; }

    public void Run(double* slab, double* row, double* shared, double* scratch)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Lanes8>(slab, row, shared, scratch);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Lanes4>(slab, row, shared, scratch);
        }
        else
        {
            Run<Lanes2>(slab, row, shared, scratch);
        }
    }

    internal void Run<T>(double* slab, double* row, double* shared, double* scratch)
        where T : struct, ILanes<T>
    {
        for (var i = 0; i < _segment.ReadFirst.Length; i++)
        {
            Copy(slab + (_segment.ReadFirst[i] * BlockOps.Length), scratch + ((_segment.Operations.Length + i) * BlockOps.Length));
        }

        for (var i = 0; i < _segment.Operations.Length; i++)
        {
            var operation = _segment.Operations[i];
            var result = scratch + (i * BlockOps.Length);
            var a = PlaceOf(operation, 0, slab, row, shared, scratch, out var strideA);
            var b = PlaceOf(operation, 1, slab, row, shared, scratch, out var strideB);
            var c = PlaceOf(operation, 2, slab, row, shared, scratch, out var strideC);
            Apply<T>(operation.Code, a, strideA, b, strideB, c, strideC, result);
            if (operation.IsWatched)
            {
                Watch<T>(slab + (_poison * BlockOps.Length), result);
            }

            if (operation.Home >= 0)
            {
                Copy(result, slab + (operation.Home * BlockOps.Length));
            }
        }
    }

    /// <summary>Copies a block: too short for a call of the runtime's copy to be worth it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(double* source, double* target)
    {
        for (var i = 0; i < BlockOps.Length; i += 16)
        {
            var (a, b) = (Vector256.Load(source + i), Vector256.Load(source + i + 4));
            var (c, d) = (Vector256.Load(source + i + 8), Vector256.Load(source + i + 12));
            a.Store(target + i);
            b.Store(target + i + 4);
            c.Store(target + i + 8);
            d.Store(target + i + 12);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Watch<T>(double* poison, double* values)
        where T : struct, ILanes<T>
    {
        for (var i = 0; i < BlockOps.Length; i += T.Count)
        {
            LaneOps<T>.Store(poison + i, LaneOps<T>.Watch(LaneOps<T>.Load(poison + i), LaneOps<T>.Load(values + i)));
        }
    }

    private double* PlaceOf(SegmentOperation operation, int operand, double* slab, double* row, double* shared, double* scratch, out int stride)
    {
        stride = 1;
        if (operand >= operation.Operands.Length)
        {
            return null;
        }

        var place = operation.Operands[operand];
        switch (place.Kind)
        {
            case PlaceKind.Value:
                return scratch + (place.Index * BlockOps.Length);
            case PlaceKind.Home:
                var read = Array.IndexOf(_segment.ReadFirst, place.Index);
                return read >= 0 ? scratch + ((_segment.Operations.Length + read) * BlockOps.Length) : slab + (place.Index * BlockOps.Length);
            default:
                stride = 0;
                return (place.Kind == PlaceKind.Column ? row : shared) + (place.Index * 8);
        }
    }

    private static void Apply<T>(OpCode code, double* a, int strideA, double* b, int strideB, double* c, int strideC, double* result)
        where T : struct, ILanes<T>
    {
        switch (code)
        {
            case OpCode.Add:
                Map<T, AddOp>(a, strideA, b, strideB, c, strideC, result);
                break;
            case OpCode.Subtract:
                Map<T, SubtractOp>(a, strideA, b, strideB, c, strideC, result);
                break;
            case OpCode.Multiply:
                Map<T, MultiplyOp>(a, strideA, b, strideB, c, strideC, result);
                break;
            case OpCode.Divide:
                Map<T, DivideOp>(a, strideA, b, strideB, c, strideC, result);
                break;
            case OpCode.Minimum:
                Map<T, MinimumOp>(a, strideA, b, strideB, c, strideC, result);
                break;
            case OpCode.Maximum:
                Map<T, MaximumOp>(a, strideA, b, strideB, c, strideC, result);
                break;
            case OpCode.Select:
                Map<T, SelectOp>(a, strideA, b, strideB, c, strideC, result);
                break;
            default:
                Other<T>(code, a, strideA, b, strideB, result);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map<T, TOp>(double* a, int strideA, double* b, int strideB, double* c, int strideC, double* result)
        where T : struct, ILanes<T>
        where TOp : struct, ILaneOp
    {
        for (var i = 0; i < BlockOps.Length; i += T.Count)
        {
            var third = c is null ? default : LaneOps<T>.Load(c + (i * strideC));
            LaneOps<T>.Store(result + i, TOp.Apply(LaneOps<T>.Load(a + (i * strideA)), LaneOps<T>.Load(b + (i * strideB)), third));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Other<T>(OpCode code, double* a, int strideA, double* b, int strideB, double* result)
        where T : struct, ILanes<T>
    {
        for (var i = 0; i < BlockOps.Length; i += T.Count)
        {
            var x = LaneOps<T>.Load(a + (i * strideA));
            var y = b is null ? default : LaneOps<T>.Load(b + (i * strideB));
            LaneOps<T>.Store(result + i, code switch
            {
                OpCode.Negate => LaneOps<T>.Negate(x),
                OpCode.Absolute => LaneOps<T>.Absolute(x),
                OpCode.SquareRoot => LaneOps<T>.SquareRoot(x),
                OpCode.Less => LaneOps<T>.NumberOf(LaneOps<T>.Less(x, y)),
                OpCode.LessOrEqual => LaneOps<T>.NumberOf(LaneOps<T>.LessOrEqual(x, y)),
                OpCode.Equal => LaneOps<T>.NumberOf(LaneOps<T>.Equal(x, y)),
                OpCode.NotEqual => LaneOps<T>.NumberOf(LaneOps<T>.NotEqual(x, y)),
                OpCode.NearlyEqual => LaneOps<T>.NumberOf(LaneOps<T>.NearlyEqual(x, y)),
                OpCode.NearlyLessOrEqual => LaneOps<T>.NumberOf(LaneOps<T>.NearlyLessOrEqual(x, y)),
                OpCode.And => LaneOps<T>.NumberOf(LaneOps<T>.And(LaneOps<T>.MaskOf(x), LaneOps<T>.MaskOf(y))),
                OpCode.Or => LaneOps<T>.NumberOf(LaneOps<T>.Or(LaneOps<T>.MaskOf(x), LaneOps<T>.MaskOf(y))),
                OpCode.Not => LaneOps<T>.NumberOf(LaneOps<T>.Not(LaneOps<T>.MaskOf(x))),
                _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not an operation of a loop."),
            });
        }
    }

    private interface ILaneOp
    {
        static abstract T Apply<T>(T a, T b, T c)
            where T : struct, ILanes<T>;
    }

    private readonly struct AddOp : ILaneOp
    {
        public static T Apply<T>(T a, T b, T c)
            where T : struct, ILanes<T> => a + b;
    }

    private readonly struct SubtractOp : ILaneOp
    {
        public static T Apply<T>(T a, T b, T c)
            where T : struct, ILanes<T> => a - b;
    }

    private readonly struct MultiplyOp : ILaneOp
    {
        public static T Apply<T>(T a, T b, T c)
            where T : struct, ILanes<T> => a * b;
    }

    private readonly struct DivideOp : ILaneOp
    {
        public static T Apply<T>(T a, T b, T c)
            where T : struct, ILanes<T> => a / b;
    }

    private readonly struct MinimumOp : ILaneOp
    {
        public static T Apply<T>(T a, T b, T c)
            where T : struct, ILanes<T> => LaneOps<T>.Minimum(a, b);
    }

    private readonly struct MaximumOp : ILaneOp
    {
        public static T Apply<T>(T a, T b, T c)
            where T : struct, ILanes<T> => LaneOps<T>.Maximum(a, b);
    }

    private readonly struct SelectOp : ILaneOp
    {
        public static T Apply<T>(T a, T b, T c)
            where T : struct, ILanes<T> => T.Select(LaneOps<T>.MaskOf(a), b, c);
    }
}
