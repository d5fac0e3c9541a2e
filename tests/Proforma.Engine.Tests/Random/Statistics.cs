using MathNet.Numerics;

namespace Proforma.Engine.Tests.Random;

/// <summary>Tests of fit. Seeds are fixed, so a test either always passes or always fails; limits are those that one of 1e5 seeds exceeds.</summary>
internal static class Statistics
{
    private const double Rare = 1e-5;

    /// <summary>Kolmogorov and Smirnov's greatest distance between the distribution of uniform draws and the uniform, times sqrt(n).</summary>
    public static double Kolmogorov(double[] uniforms)
    {
        double[] sorted = [.. uniforms];
        Array.Sort(sorted);
        double n = sorted.Length;
        double distance = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            distance = Math.Max(distance, Math.Max(((i + 1) / n) - sorted[i], sorted[i] - (i / n)));
        }

        return distance * Math.Sqrt(n);
    }

    /// <summary>What 2 exp(-2 d²) exceeds once in 1e5.</summary>
    public static double KolmogorovLimit { get; } = Math.Sqrt(-Math.Log(Rare / 2) / 2);

    /// <summary>The probability of counts at least as uneven as these, all of which are expected to be equal.</summary>
    public static double EvenProbability(int[] counts)
    {
        double expected = (double)counts.Sum() / counts.Length;
        return Probability(counts.Sum(c => (c - expected) * (c - expected) / expected), counts.Length - 1);
    }

    /// <summary>The probability of a chi-square variable beyond a value.</summary>
    public static double Probability(double chiSquare, int degrees) => SpecialFunctions.GammaUpperRegularized(degrees / 2.0, chiSquare / 2);

    /// <summary>Whether a probability is neither as small nor as large as one of 1e5 is.</summary>
    public static bool IsPlausible(double probability) => probability is > Rare and < 1 - Rare;

    public static double Correlation(double[] x, double[] y)
    {
        double meanX = x.Average();
        double meanY = y.Average();
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }

        return xy / Math.Sqrt(xx * yy);
    }

    /// <summary>The rank of each value, ties in any order.</summary>
    public static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort((double[])values.Clone(), order);
        var ranks = new double[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = i;
        }

        return ranks;
    }

    /// <summary>Fills units one after the other.</summary>
    public static double[] Draw(int count, Action<long, Memory<double>> fill)
    {
        var draws = new double[count];
        for (int start = 0; start < count; start += 1024)
        {
            fill(start / 1024, draws.AsMemory(start, Math.Min(1024, count - start)));
        }

        return draws;
    }
}
