using Xunit;

namespace Proforma.Workspace.Tests.Examples;

/// <summary>Comparisons of figures that say what was off and by how much.</summary>
internal static class Expect
{
    public const double Million = 1e6;

    /// <summary>An amount against figures in millions, to 0.1M.</summary>
    public static void Millions(double expected, double actual, string what) => Within(expected, actual / Million, 0.1, what);

    public static void Within(double expected, double actual, double absolute, string what) =>
        Assert.True(Math.Abs(actual - expected) <= absolute, $"{what}: expected {expected:R}, got {actual:R}, off by {actual - expected:E2}");

    public static void Near(double expected, double actual, double relative, string what) =>
        Assert.True(
            Math.Abs(actual - expected) <= relative * Math.Max(Math.Abs(expected), Math.Abs(actual)),
            $"{what}: expected {expected:R}, got {actual:R}, off by {actual - expected:E2}");
}
