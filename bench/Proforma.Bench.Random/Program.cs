using System.Diagnostics;
using System.Runtime.CompilerServices;
using Proforma.Engine.Numerics;
using Proforma.Engine.Random;
var a = new double[1024];
var b = new double[1024];
var key = StreamKey.Of("x");
void Time(string name, Action<long> f)
{
    for (int i = 0; i < 2000; i++) f(i);
    double best = 1e9;
    for (int r = 0; r < 15; r++) { long t = Stopwatch.GetTimestamp(); for (int i = 0; i < 2000; i++) f(i); best = Math.Min(best, Stopwatch.GetElapsedTime(t).TotalNanoseconds / 2000 / 1024); }
    Console.WriteLine($"{name,-28} {best:F3} ns");
}
Time("uniform 8", u => ScoreStream.FillUniform<Lanes8>(key, 1, u, a));
Time("uniform 4", u => ScoreStream.FillUniform<Lanes4>(key, 1, u, a));
Time("uniform 2", u => ScoreStream.FillUniform<Lanes2>(key, 1, u, a));
Time("normal 8", u => ScoreStream.FillNormal<Lanes8>(key, 1, u, a));
Time("normal 4", u => ScoreStream.FillNormal<Lanes4>(key, 1, u, a));
Time("normal 2", u => ScoreStream.FillNormal<Lanes2>(key, 1, u, a));
ScoreStream.FillUniform(key, 1, 0, a);
Time("quantile 8", u => X.Quantile<Lanes8>(a, b));
Time("quantile 4", u => X.Quantile<Lanes4>(a, b));
Time("cdf 8", u => X.Cdf<Lanes8>(a, b));
Time("cdf 4", u => X.Cdf<Lanes4>(a, b));
Time("exp 8", u => X.Exp<Lanes8>(a, b));
Time("exp 4", u => X.Exp<Lanes4>(a, b));
Time("log 8", u => X.Log<Lanes8>(a, b));
Time("log 4", u => X.Log<Lanes4>(a, b));
Time("log1p 8", u => X.Log1p<Lanes8>(a, b));
Time("expm1 8", u => X.Expm1<Lanes8>(a, b));
static class X
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Quantile<T>(double[] a, double[] b) where T : struct, ILanes<T> { for (int i = 0; i < a.Length; i += T.Count) T.Store(NormalInverse.Quantile(T.Load(in a[0], (nuint)i)), ref b[0], (nuint)i); }
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Cdf<T>(double[] a, double[] b) where T : struct, ILanes<T> { for (int i = 0; i < a.Length; i += T.Count) T.Store(NormalIntegral.Cdf(T.Load(in a[0], (nuint)i)), ref b[0], (nuint)i); }
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exp<T>(double[] a, double[] b) where T : struct, ILanes<T> { for (int i = 0; i < a.Length; i += T.Count) T.Store(Exponential.Exp(T.Load(in a[0], (nuint)i)), ref b[0], (nuint)i); }
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expm1<T>(double[] a, double[] b) where T : struct, ILanes<T> { for (int i = 0; i < a.Length; i += T.Count) T.Store(Exponential.Expm1(T.Load(in a[0], (nuint)i)), ref b[0], (nuint)i); }
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Log<T>(double[] a, double[] b) where T : struct, ILanes<T> { for (int i = 0; i < a.Length; i += T.Count) T.Store(Logarithm.Log(T.Load(in a[0], (nuint)i)), ref b[0], (nuint)i); }
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Log1p<T>(double[] a, double[] b) where T : struct, ILanes<T> { for (int i = 0; i < a.Length; i += T.Count) T.Store(Logarithm.Log1p(T.Load(in a[0], (nuint)i)), ref b[0], (nuint)i); }
}
