using System.Runtime.Intrinsics;
using Proforma.Model.Program;

namespace Proforma.Engine.Execution.Fast;

/// <summary>The operations of <see cref="RawOps"/> over runs of steps. An operand is a run, or one number for all (stride 0).</summary>
internal static unsafe class VectorOps
{
    /// <summary>Fills a run with one number, or copies it.</summary>
    public static void Copy(double* a, int strideA, double* result, int count)
    {
        if (strideA == 0)
        {
            new Span<double>(result, count).Fill(*a);
        }
        else
        {
            new ReadOnlySpan<double>(a, count).CopyTo(new Span<double>(result, count));
        }
    }

    public static void Apply(OpCode code, double* a, int strideA, double* b, int strideB, double* c, int strideC, double* result, int count)
    {
        switch (code)
        {
            case OpCode.Add:
                Map<AddOp>(a, strideA, b, strideB, result, count);
                break;
            case OpCode.Subtract:
                Map<SubtractOp>(a, strideA, b, strideB, result, count);
                break;
            case OpCode.Multiply:
                Map<MultiplyOp>(a, strideA, b, strideB, result, count);
                break;
            case OpCode.Divide:
                Map<DivideOp>(a, strideA, b, strideB, result, count);
                break;
            case OpCode.Negate:
                Map<NegateOp>(a, strideA, a, strideA, result, count);
                break;
            case OpCode.Minimum:
                Map<MinimumOp>(a, strideA, b, strideB, result, count);
                break;
            case OpCode.Maximum:
                Map<MaximumOp>(a, strideA, b, strideB, result, count);
                break;
            case OpCode.Less:
                Map<LessOp>(a, strideA, b, strideB, result, count);
                break;
            case OpCode.LessOrEqual:
                Map<LessOrEqualOp>(a, strideA, b, strideB, result, count);
                break;
            case OpCode.Select:
                Select(a, strideA, b, strideB, c, strideC, result, count);
                break;
            default:
                for (var i = 0; i < count; i++)
                {
                    result[i] = RawOps.Apply(code, a[i * strideA], b is null ? 0 : b[i * strideB], c is null ? 0 : c[i * strideC]);
                }

                break;
        }
    }

    /// <summary>The first entry that is not finite, at or after <paramref name="from"/>; −1 when there is none.</summary>
    public static long FirstNotFinite(double* values, long from, long count)
    {
        var i = from;
        if (Vector256.IsHardwareAccelerated)
        {
            // x·0 is 0 for a number and NaN for all else, and a NaN stays in the sum.
            for (; i + 16 <= count; i += 16)
            {
                var zero = Vector256<double>.Zero;
                var low = (Vector256.Load(values + i) * zero) + (Vector256.Load(values + i + 4) * zero);
                var high = (Vector256.Load(values + i + 8) * zero) + (Vector256.Load(values + i + 12) * zero);
                if (!Vector256.EqualsAll(low + high, zero))
                {
                    break;
                }
            }
        }

        for (; i < count; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static void Map<TOp>(double* a, int strideA, double* b, int strideB, double* result, int count)
        where TOp : IBinaryOp
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated && count >= 4)
        {
            if (strideA == 0)
            {
                var left = Vector256.Create(*a);
                for (; i + 4 <= count; i += 4)
                {
                    TOp.Apply(left, Vector256.Load(b + i)).Store(result + i);
                }
            }
            else if (strideB == 0)
            {
                var right = Vector256.Create(*b);
                for (; i + 4 <= count; i += 4)
                {
                    TOp.Apply(Vector256.Load(a + i), right).Store(result + i);
                }
            }
            else
            {
                for (; i + 4 <= count; i += 4)
                {
                    TOp.Apply(Vector256.Load(a + i), Vector256.Load(b + i)).Store(result + i);
                }
            }
        }

        for (; i < count; i++)
        {
            result[i] = TOp.Apply(a[i * strideA], b[i * strideB]);
        }
    }

    private static void Select(double* a, int strideA, double* b, int strideB, double* c, int strideC, double* result, int count)
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 4 <= count; i += 4)
            {
                var condition = Load(a, strideA, i);
                var chosen = Vector256.ConditionalSelect(
                    Vector256.Equals(condition, Vector256<double>.Zero), Load(c, strideC, i), Load(b, strideB, i));
                Vector256.ConditionalSelect(Finite(condition), chosen, Vector256.Create(double.NaN)).Store(result + i);
            }
        }

        for (; i < count; i++)
        {
            result[i] = RawOps.Select(a[i * strideA], b[i * strideB], c[i * strideC]);
        }
    }

    private static Vector256<double> Load(double* values, int stride, int at) =>
        stride == 0 ? Vector256.Create(*values) : Vector256.Load(values + at);

    private static Vector256<double> Finite(Vector256<double> value) =>
        Vector256.LessThanOrEqual(Vector256.Abs(value), Vector256.Create(double.MaxValue));

    private static Vector256<double> WhereFinite(Vector256<double> a, Vector256<double> b, Vector256<double> result) =>
        Vector256.ConditionalSelect(Finite(a) & Finite(b), result, Vector256.Create(double.NaN));

    private interface IBinaryOp
    {
        static abstract double Apply(double a, double b);

        static abstract Vector256<double> Apply(Vector256<double> a, Vector256<double> b);
    }

    private readonly struct AddOp : IBinaryOp
    {
        public static double Apply(double a, double b) => a + b;

        public static Vector256<double> Apply(Vector256<double> a, Vector256<double> b) => a + b;
    }

    private readonly struct SubtractOp : IBinaryOp
    {
        public static double Apply(double a, double b) => a - b;

        public static Vector256<double> Apply(Vector256<double> a, Vector256<double> b) => a - b;
    }

    private readonly struct MultiplyOp : IBinaryOp
    {
        public static double Apply(double a, double b) => a * b;

        public static Vector256<double> Apply(Vector256<double> a, Vector256<double> b) => a * b;
    }

    private readonly struct DivideOp : IBinaryOp
    {
        public static double Apply(double a, double b) => RawOps.Divide(a, b);

        public static Vector256<double> Apply(Vector256<double> a, Vector256<double> b) =>
            Vector256.ConditionalSelect(Finite(b), a / b, Vector256.Create(double.NaN));
    }

    private readonly struct NegateOp : IBinaryOp
    {
        public static double Apply(double a, double b) => -a;

        public static Vector256<double> Apply(Vector256<double> a, Vector256<double> b) => -a;
    }

    private readonly struct MinimumOp : IBinaryOp
    {
        public static double Apply(double a, double b) => RawOps.Minimum(a, b);

        public static Vector256<double> Apply(Vector256<double> a, Vector256<double> b) => WhereFinite(a, b, Vector256.Min(a, b));
    }

    private readonly struct MaximumOp : IBinaryOp
    {
        public static double Apply(double a, double b) => RawOps.Maximum(a, b);

        public static Vector256<double> Apply(Vector256<double> a, Vector256<double> b) => WhereFinite(a, b, Vector256.Max(a, b));
    }

    private readonly struct LessOp : IBinaryOp
    {
        public static double Apply(double a, double b) => RawOps.Less(a, b);

        public static Vector256<double> Apply(Vector256<double> a, Vector256<double> b) =>
            WhereFinite(a, b, Vector256.LessThan(a, b) & Vector256<double>.One);
    }

    private readonly struct LessOrEqualOp : IBinaryOp
    {
        public static double Apply(double a, double b) => RawOps.LessOrEqual(a, b);

        public static Vector256<double> Apply(Vector256<double> a, Vector256<double> b) =>
            WhereFinite(a, b, Vector256.LessThanOrEqual(a, b) & Vector256<double>.One);
    }
}
