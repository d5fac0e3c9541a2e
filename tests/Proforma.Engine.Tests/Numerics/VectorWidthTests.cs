using Proforma.Engine.Numerics;
using System.Runtime.Intrinsics;
using Xunit;

namespace Proforma.Engine.Tests.Numerics;

/// <summary>Every path gives the same bits: one double, vectors of each width, and spans of any length.</summary>
public sealed class VectorWidthTests
{
    private static readonly double[] Arguments = MakeArguments();

    // Ordinary numbers of all sizes, and between them special ones, so that most vectors mix both kinds.
    private static double[] MakeArguments()
    {
        double[] special =
        [
            0, -0.0, 1, -1, 0.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, 1e-310, 709.5, 710,
            -708.5, -745, -746, 1e300, 1.7e308, -45.5, 1e-20, 6.2e-4, 1e-28, 38.7, -38.7,
        ];
        var arguments = new double[1019];
        ulong state = 12345;
        for (int i = 0; i < arguments.Length; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            double u = (state >> 11) / 9007199254740992.0;
            arguments[i] = (i % 11) switch
            {
                0 => special[(i / 11) % special.Length],
                < 6 => u,
                < 8 => (u - 0.5) * 20,
                8 => (u - 0.5) * 1500,
                9 => Math.ScaleB(u, (int)(state % 2000) - 1000),
                _ => 1 - (u * 1e-9),
            };
        }

        return arguments;
    }

    private static void AssertSameBits<TFunction>(Func<double, double> one, Func<Vector256<double>, Vector256<double>> four)
        where TFunction : struct, ILaneFunction
    {
        double[] expected = [.. Arguments.Select(one)];
        Assert.Equal(Bits(expected), Bits(Run<TFunction, Lanes2>()));
        Assert.Equal(Bits(expected), Bits(Run<TFunction, Lanes4>()));
        Assert.Equal(Bits(expected), Bits(Run<TFunction, Lanes8>()));
        for (int i = 0; i + 4 <= Arguments.Length; i += 4)
        {
            Vector256<double> result = four(Vector256.Create(Arguments.AsSpan(i, 4)));
            for (int lane = 0; lane < 4; lane++)
            {
                Assert.Equal(Normalized(expected[i + lane]), Normalized(result[lane]));
            }
        }
    }

    private static double[] Run<TFunction, T>()
        where TFunction : struct, ILaneFunction
        where T : struct, ILanes<T>
    {
        var result = new double[Arguments.Length];
        SpanLoop.Run<TFunction, T>(default, Arguments, result);
        return result;
    }

    private static ulong[] Bits(double[] values) => [.. values.Select(Normalized)];

    // IEEE 754 leaves the sign and payload of a number that is none to the machine; nothing reads them.
    private static ulong Normalized(double value) => double.IsNaN(value) ? ulong.MaxValue : BitConverter.DoubleToUInt64Bits(value);

    [Fact]
    public void Exp() => AssertSameBits<Elementary.ExpFunction>(Elementary.Exp, Elementary.Exp);

    [Fact]
    public void Expm1() => AssertSameBits<Elementary.Expm1Function>(Elementary.Expm1, Elementary.Expm1);

    [Fact]
    public void Log() => AssertSameBits<Elementary.LogFunction>(Elementary.Log, Elementary.Log);

    [Fact]
    public void Log1p() => AssertSameBits<Elementary.Log1pFunction>(Elementary.Log1p, Elementary.Log1p);

    [Fact]
    public void NormalCdf() => AssertSameBits<Elementary.NormalCdfFunction>(Elementary.NormalCdf, Elementary.NormalCdf);

    [Fact]
    public void NormalQuantile() => AssertSameBits<Elementary.NormalQuantileFunction>(Elementary.NormalQuantile, Elementary.NormalQuantile);

    [Fact]
    public void Results_are_these_on_every_machine_and_in_every_version()
    {
        Func<double, double>[] functions =
        [
            Elementary.Exp, Elementary.Expm1, Elementary.Log, Elementary.Log1p, Elementary.NormalCdf, Elementary.NormalQuantile,
        ];
        ulong hash = 0;
        foreach (ulong bits in functions.SelectMany(f => Bits([.. Arguments.Select(f)])))
        {
            hash = ((hash ^ bits) * 0x9e3779b97f4a7c15) + (hash >> 29);
        }

        Assert.Equal(315270541242912559ul, hash);
    }

    [Fact]
    public void Spans_of_every_length_give_the_bits_of_single_calls_and_may_be_the_target()
    {
        for (int length = 0; length < 40; length++)
        {
            double[] values = Arguments[..length];
            double[] expected = [.. values.Select(Elementary.Exp)];
            Elementary.Exp(values, values);
            Assert.Equal(Bits(expected), Bits(values));
        }
    }

    [Fact]
    public void Fused_multiply_add_is_fused_at_every_width()
    {
        // 1 + 2^-30 squared is 1 + 2^-29 + 2^-60: rounding the product first would lose the last part.
        double a = 1 + Math.ScaleB(1, -30);
        double c = -(1 + Math.ScaleB(1, -29));
        double exact = Math.ScaleB(1, -60);
        Assert.Equal(exact, Lanes2.Fma(Lanes2.Of(a), Lanes2.Of(a), Lanes2.Of(c)).Value[1]);
        Assert.Equal(exact, Lanes4.Fma(Lanes4.Of(a), Lanes4.Of(a), Lanes4.Of(c)).Value[3]);
        Assert.Equal(exact, Lanes8.Fma(Lanes8.Of(a), Lanes8.Of(a), Lanes8.Of(c)).Value[7]);
        Assert.Equal(exact, Math.FusedMultiplyAdd(a, a, c));
    }

    [Fact]
    public void Linear_combinations_do_not_depend_on_where_a_span_starts()
    {
        double[] factors = [.. Arguments.Select(x => double.IsFinite(x) ? Math.Clamp(x, -1e100, 1e100) : 1)];
        var whole = (double[])factors.Clone();
        LinearCombination.Scale(whole, 0.3);
        LinearCombination.AddScaled(whole, factors, 0.7);
        for (int i = 0; i < whole.Length; i++)
        {
            Assert.Equal(Math.FusedMultiplyAdd(0.7, factors[i], factors[i] * 0.3), whole[i]);
        }
    }
}
