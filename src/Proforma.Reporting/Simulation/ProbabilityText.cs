using System.Globalization;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Simulation;

/// <summary>Writes shares of trials with as many digits as they are known to.</summary>
public static class ProbabilityText
{
    private const int MostDecimals = 12;

    /// <summary>
    /// `49.87%`; where no trial, or every one, has it, the bound that 95% confidence allows: below 3/n (the rule of three).
    /// </summary>
    public static string Of(double share, long trials, ReportLanguage language)
    {
        var chinese = language == ReportLanguage.Chinese;
        if (trials <= 0)
        {
            return "";
        }

        var bound = Math.Min(1, 3.0 / trials);
        if (share <= 0)
        {
            return (chinese ? "低于" : "below ") + Percent(bound, DecimalsFor(bound, 1));
        }

        return share >= 1
            ? (chinese ? "高于" : "above ") + Percent(1 - bound, DecimalsFor(bound, 1))
            : Percent(share, DecimalsFor(SimulatedValues.ShareError(share, trials), 1));
    }

    /// <summary>`49.87% ± 0.05%`: the share with its standard error.</summary>
    public static string WithError(double share, double error, long trials, ReportLanguage language) =>
        share is <= 0 or >= 1 || trials == 0 ? Of(share, trials, language)
            : $"{Of(share, trials, language)} ± {Percent(error, DecimalsFor(error, 1))}";

    private static string Percent(double share, int decimals) => (share * 100).ToString("F" + decimals, CultureInfo.InvariantCulture) + "%";

    /// <summary>The decimals of a percentage that show so many digits of it.</summary>
    private static int DecimalsFor(double share, int digits) =>
        share > 0 ? Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(share * 100)), 0, MostDecimals) : 1;
}
