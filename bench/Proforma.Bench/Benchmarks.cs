namespace Proforma.Bench;

/// <summary>The benchmarks by name.</summary>
internal static class Benchmarks
{
    /// <summary>The wide chain comes first: its peak memory is the process's.</summary>
    public static IReadOnlyList<string> Names { get; } = ["wide", "company", "growth", "simulate", "start"];

    /// <summary>Runs them and prints a table; gives back the exit code.</summary>
    public static int Run(BenchArguments arguments)
    {
        var table = new FigureTable();
        foreach (var name in arguments.Names)
        {
            switch (name)
            {
                case "wide":
                    WideBenchmark.Run(arguments, table);
                    break;
                case "company":
                    CompanyBenchmark.Run(arguments, table);
                    break;
                case "simulate":
                    SimulateBenchmark.Run(arguments, table);
                    break;
                case "growth":
                    GrowthBenchmark.Run(arguments, table);
                    break;
                default:
                    StartBenchmark.Run(arguments, table);
                    break;
            }
        }

        table.Print(Console.Out);
        return 0;
    }
}
