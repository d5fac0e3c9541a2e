namespace Proforma.Bench;

/// <summary>One thing that is measured.</summary>
/// <param name="Name">As the command line names it.</param>
/// <param name="Description">What it measures, for the usage text.</param>
/// <param name="Run">Measures, and adds to the table.</param>
internal sealed record Benchmark(string Name, string Description, Action<BenchArguments, FigureTable> Run);

/// <summary>The benchmarks.</summary>
internal static class Benchmarks
{
    /// <summary>The wide chain comes first: its peak memory is the process's.</summary>
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("wide", "100,000 lines of 48 months from text, beside the same in hand-written C++", WideBenchmark.Run),
        new("company", "500 lines of 48 months in two tracks: from text, everything anew, after one edit", CompanyBenchmark.Run),
        new("growth", "time a line of plans of 1,000, 10,000 and 100,000 lines", GrowthBenchmark.Run),
        new("simulate", "trials of the 44-line, 48-month example with all statistics, beside the same in hand-written C++; how cost grows", SimulateBenchmark.Run),
        new("start", "the published program on the example plan, whole processes (with --published)", StartBenchmark.Run),
        new("report", "the seed's report from its files to the page: nine charts, the claims, a simulation of 10,000 trials", ReportBenchmark.Run),
        new("claims", "10,000 claims against 500 lines of 48 months in two tracks", ClaimsBenchmark.Run),
        new("contradictions", "200 claims held against each other", ContradictionsBenchmark.Run),
        new("ingest", "a megabyte of news in English and in Chinese: its figures, and the draft of its claims", IngestBenchmark.Run),
        new("export", "the workbook of 500 lines of 48 months in two tracks (alone, for its peak memory)", ExportBenchmark.Run),
        new("parquet", "ten million records to a Parquet file", ParquetBenchmark.Run),
    ];

    /// <summary>Runs those that are named, in the order named, and prints a table; gives back the exit code.</summary>
    public static int Run(BenchArguments arguments)
    {
        var table = new FigureTable();
        foreach (var name in arguments.Names)
        {
            All.Single(b => b.Name == name).Run(arguments, table);
        }

        table.Print(Console.Out);
        return 0;
    }
}
