using System.Globalization;
using Proforma.Language.Syntax;
using Proforma.Language.Text;

namespace Proforma.Bench;

/// <summary>Whether parsing and checking grow with the file and not faster.</summary>
internal static class GrowthBenchmark
{
    public static void Run(BenchArguments arguments, FigureTable table)
    {
        int[] sizes = arguments.IsQuick ? [1_000, 4_000] : [1_000, 10_000, 100_000];
        foreach (var lines in sizes)
        {
            var text = WidePlan.Text(lines);
            var rounds = arguments.IsQuick ? 2 : Math.Clamp(400_000 / lines, 5, 60);
            Samples parse = new(), whole = new();
            for (var i = 0; i < rounds; i++)
            {
                GC.Collect();
                parse.Take(() => Parser.Parse(new SourceText("bench.plan", text)));
                GC.Collect();
                whole.Take(() => CompiledText.Program(text));
            }

            table.Add(
                string.Create(CultureInfo.InvariantCulture, $"chain of {lines:N0} lines, ns a line: parsed; parsed, checked and lowered"),
                string.Create(CultureInfo.InvariantCulture, $"{parse.Median * 1e9 / lines:F0}; {whole.Median * 1e9 / lines:F0}"));
        }
    }
}
