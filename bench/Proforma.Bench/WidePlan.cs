using System.Globalization;
using System.Text;

namespace Proforma.Bench;

/// <summary>A chain of lines, each on the line before it and on itself a month ago, with one input a line: large, narrow and deep.</summary>
internal static class WidePlan
{
    /// <summary>The last month of the last of 100,000 lines, with the driver at 100 and at 101, by a program of its own.</summary>
    public const double LastCell = 484.074919068, LastCellAt101 = 488.915668258;

    public static string Text(int lines)
    {
        var text = new StringBuilder("""
            plan "Wide chain"
              calendar monthly 2024-01 .. 2027-12

            input d = 100
            line line_0 = d * (1 + 0.01 * period.index)

            """);
        for (var k = 1; k <= lines; k++)
        {
            double a = 0.99999 + (0.00001 * (k % 3)), b = 1e-5 * (1 + (0.1 * (k % 5)));
            text.Append(CultureInfo.InvariantCulture, $"input open_{k} = {100 + (0.1 * (k % 97)):R}\nline line_{k} : 1\n");
            text.Append(CultureInfo.InvariantCulture, $"  2024-01 = line_{k - 1} * {a:R} + open_{k} * {Written(b)}\n");
            text.Append(CultureInfo.InvariantCulture, $"  then = line_{k - 1} * {a:R} + prev * {Written(b)}\n");
        }

        return text.ToString();
    }

    private static string Written(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
}
