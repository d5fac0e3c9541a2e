using System.Diagnostics;
using System.Globalization;
using Proforma.Workbook;
using Proforma.Workspace;

namespace Proforma.Bench;

/// <summary>The live workbook of a plan of ordinary size: formulas of every cell, and the bytes of the file.</summary>
internal static class ExportBenchmark
{
    public static void Run(BenchArguments arguments, FigureTable table)
    {
        var figures = new RunFigures(CompiledText.Run(CompiledText.Program(CompanyPlan.Text())));
        Samples first = new(), warm = new();
        var bytes = first.Take(() => Export(figures));
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        for (var i = 0; i < (arguments.IsQuick ? 2 : 15); i++)
        {
            warm.Take(() => Export(figures));
        }

        table.Add("workbook of 500 lines × 48 months × 2 tracks: the first of a process", first, targetSeconds: 2);
        table.Add("  the same, warm", warm, targetSeconds: 2);
        table.Add("  the file", string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F2} MB"));
        table.Add("  peak memory of the process at the first", string.Create(CultureInfo.InvariantCulture, $"{peak / 1e6:F0} MB (target 200 MB)"));
    }

    private static long Export(RunFigures figures)
    {
        using var stream = new MemoryStream();
        WorkbookExport.Write(figures, WorkbookOptions.Default, stream);
        return stream.Length;
    }
}
