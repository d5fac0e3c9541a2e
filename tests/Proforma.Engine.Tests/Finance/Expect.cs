using Proforma.Engine.Finance;
using Xunit;

namespace Proforma.Engine.Tests.Finance;

internal static class Expect
{
    public static double Value(FinanceResult result)
    {
        Assert.True(result.Succeeded, result.ToString());
        Assert.True(double.IsFinite(result.Value), result.ToString());
        return result.Value;
    }

    /// <summary>To 13 digits unless told otherwise; the expected numbers are recomputed with 50 digits from the published arguments.</summary>
    public static void Near(double expected, FinanceResult result, double relative = 1e-13) => Near(expected, Value(result), relative);

    public static void Near(double expected, double actual, double relative) =>
        Assert.True(
            Math.Abs(actual - expected) <= relative * Math.Abs(expected),
            $"expected {expected:R}, got {actual:R}, off by {(actual - expected) / expected:E2} of it");

    public static void Within(double expected, double actual, double absolute) =>
        Assert.True(Math.Abs(actual - expected) <= absolute, $"expected {expected:R}, got {actual:R}, off by {actual - expected:E2}");

    /// <summary>The figure as a document prints it, at a number of decimal places.</summary>
    public static void Printed(double published, FinanceResult result, int places) =>
        Within(published, Math.Round(Value(result), places), 1e-12 * Math.Abs(published));

    public static void Fails(FinanceFailure failure, FinanceResult result)
    {
        Assert.Equal(failure, result.Failure);
        Assert.False(result.Succeeded);
        Assert.False(result.MultipleRoots);
        IsSentence(result.Message);
    }

    public static void IsSentence(string? message)
    {
        Assert.NotNull(message);
        Assert.True(char.IsAsciiLetterUpper(message[0]) && message.EndsWith('.') && !message.Contains("NaN", StringComparison.Ordinal), message);
    }
}
