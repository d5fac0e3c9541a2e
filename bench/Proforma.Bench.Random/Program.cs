using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Proforma.Bench.Random;
using Proforma.Engine.Distributions;
using Proforma.Engine.Numerics;
using Proforma.Engine.Random;

// What a score costs, as ratios: each candidate's time a score divided by that of the stream's uniform scores. Rounds are interleaved and
// medians taken, so that another load on the machine meets all candidates alike. Run in Release; to see narrower vectors set
// DOTNET_EnableAVX512=0 or DOTNET_EnableAVX2=0.
var scores = new double[ScoreStream.UnitLength];
var draws = new double[ScoreStream.UnitLength];
var uniforms = new double[ScoreStream.UnitLength];
var normals = new double[ScoreStream.UnitLength];
StreamKey key = StreamKey.Of("growth");
ScoreStream.FillUniform(key, 1, 0, uniforms);
ScoreStream.FillNormal(key, 1, 0, normals);
ScoreMap pert = Pert.Create(0.02, 0.03, 0.06).Value!.ToScoreMap();
ScoreMap triangular = Triangular.Create(0.008, 0.015, 0.03).Value!.ToScoreMap();
ScoreMap lognormal = Lognormal.Create(0, 0.12).Value!.ToScoreMap();
ScoreMap poisson = Poisson.Create(12).Value!.ToScoreMap();

(string Name, Action<long> Run)[] candidates =
[
    ("uniform, the stream (xoshiro256++, 8 lanes)", unit => ScoreStream.FillUniform(key, 1, unit, scores)),
    ("  the same in 256-bit vectors", unit => ScoreStream.FillUniform<Lanes4>(key, 1, unit, scores)),
    ("  the same in 128-bit vectors", unit => ScoreStream.FillUniform<Lanes2>(key, 1, unit, scores)),
    ("  only starting it", unit => CounterGenerators.SeedOnly(key, unit, scores)),
    ("uniform, counter: SplitMix64 finalizer, 512 bits", unit => CounterGenerators.Mixed512(key.Value, unit, scores)),
    ("uniform, counter: SplitMix64 finalizer, 256 bits", unit => CounterGenerators.Mixed256(key.Value, unit, scores)),
    ("uniform, counter: Philox 4x32-10, 256 bits", unit => CounterGenerators.Philox(key.Value, unit, scores)),
    ("uniform, Latin hypercube", unit => LatinHypercube.FillUniform(key, 1, 1_000_000, unit % 900, scores)),
    ("uniform, scrambled Sobol", unit => SobolPoints.FillUniform(key, 7, 1, unit, scores)),
    ("normal, Box-Muller with its uniforms", unit => ScoreStream.FillNormal(key, 1, unit, scores)),
    ("  the same in 256-bit vectors", unit => ScoreStream.FillNormal<Lanes4>(key, 1, unit, scores)),
    ("normal, quantile of given uniforms", _ => Elementary.NormalQuantile(uniforms, draws)),
    ("normal distribution function", _ => Elementary.NormalCdf(normals, draws)),
    ("exp", _ => Elementary.Exp(normals, draws)),
    ("exp, the platform's, one by one", _ => CounterGenerators.PlatformExp(normals, draws)),
    ("log", _ => Elementary.Log(uniforms, draws)),
    ("lognormal of normal scores", _ => lognormal.FromNormal(normals, draws)),
    ("triangular of uniform scores", _ => triangular.FromUniform(uniforms, draws)),
    ("PERT of normal scores (table)", _ => pert.FromNormal(normals, draws)),
    ("Poisson of uniform scores (steps)", _ => poisson.FromUniform(uniforms, draws)),
];

const int Rounds = 25;
const int Units = 400;
var times = new double[candidates.Length][];
for (int i = 0; i < candidates.Length; i++)
{
    times[i] = new double[Rounds];
}

for (int round = -3; round < Rounds; round++)
{
    for (int i = 0; i < candidates.Length; i++)
    {
        long start = Stopwatch.GetTimestamp();
        for (int unit = 0; unit < Units; unit++)
        {
            candidates[i].Run(unit);
        }

        if (round >= 0)
        {
            times[i][round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Units / ScoreStream.UnitLength;
        }
    }
}

int widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"vectors of {widest} bits; ns a score and ratio to the first"));
double reference = times[0].Order().ElementAt(Rounds / 2);
for (int i = 0; i < candidates.Length; i++)
{
    double median = times[i].Order().ElementAt(Rounds / 2);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{candidates[i].Name,-52}{median,8:F3}{median / reference,8:F2}"));
}
