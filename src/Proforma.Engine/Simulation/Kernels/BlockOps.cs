using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Proforma.Engine.Execution;
using Proforma.Engine.Numerics;
using Proforma.Engine.Simulation.Tracing;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>Operations on a whole block of trials.</summary>
internal static unsafe class BlockOps
{
    /// <summary>The trials of a block: their state fits the nearest cache, and loops are long enough to be worth starting.</summary>
    public const int Length = 64;

    /// <summary>A function of one or two operands. An operand is a block, or eight equal numbers where its stride is 0.</summary>
    public static void Apply(OpCode code, double* a, int strideA, double* b, int strideB, double* result)
    {
        switch (code)
        {
            case OpCode.Exponential:
                Elementary.Exp(new ReadOnlySpan<double>(a, Length), new Span<double>(result, Length));
                break;
            case OpCode.Logarithm:
                Elementary.Log(new ReadOnlySpan<double>(a, Length), new Span<double>(result, Length));
                break;
            case OpCode.Power when Vector512.IsHardwareAccelerated:
                Power<Lanes8>(a, strideA, b, strideB, result);
                break;
            case OpCode.Power when Vector256.IsHardwareAccelerated:
                Power<Lanes4>(a, strideA, b, strideB, result);
                break;
            case OpCode.Power:
                Power<Lanes2>(a, strideA, b, strideB, result);
                break;
            default:
                for (var i = 0; i < Length; i++)
                {
                    result[i] = Guarded(code, a[i * strideA], b is null ? 0 : b[i * strideB]);
                }

                break;
        }
    }

    /// <summary>A finance function, trial by trial.</summary>
    /// <param name="call">The call; its operands are addressed by <paramref name="operands"/> in order, those that are left out excepted.</param>
    /// <param name="finance">The functions.</param>
    /// <param name="operands">The blocks of the operands, or numbers where the stride is 0.</param>
    /// <param name="strides">The strides.</param>
    /// <param name="result">Receives the results: finite, or some NaN.</param>
    public static void Call(TracedCall call, FinanceCalls finance, double*[] operands, int[] strides, double* result)
    {
        for (var trial = 0; trial < Length; trial++)
        {
            var at = 0;
            var scalars = new double?[call.Scalars.Length];
            for (var i = 0; i < scalars.Length; i++)
            {
                scalars[i] = call.Scalars[i] == TrialGraph.None ? null : operands[at][trial * strides[at]];
                at++;
            }

            var isFinite = Array.TrueForAll(scalars, static s => s is null || double.IsFinite(s.Value));
            var series = new double[call.Series.Length][];
            for (var i = 0; i < series.Length; i++)
            {
                series[i] = new double[call.Series[i].Length];
                for (var k = 0; k < series[i].Length; k++, at++)
                {
                    series[i][k] = operands[at][trial * strides[at]];
                    isFinite &= double.IsFinite(series[i][k]);
                }
            }

            var arguments = new FinanceArguments(scalars, series, call.Calendar, call.FirstStep);
            result[trial] = isFinite ? finance.Call(call.Function, arguments).Raw : double.NaN;
        }
    }

    private static double Guarded(OpCode code, double a, double b) =>
        double.IsFinite(a) && double.IsFinite(b) ? NumberOps.Apply(code, a, b) : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Power<T>(double* a, int strideA, double* b, int strideB, double* result)
        where T : struct, ILanes<T>
    {
        for (var i = 0; i < Length; i += T.Count)
        {
            LaneOps<T>.Store(result + i, PowerFunction.Power(LaneOps<T>.Load(a + (i * strideA)), LaneOps<T>.Load(b + (i * strideB))));
        }
    }
}
