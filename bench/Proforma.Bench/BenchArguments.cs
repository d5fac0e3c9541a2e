namespace Proforma.Bench;

/// <summary>What to measure and how long.</summary>
/// <param name="Names">The benchmarks, in the order to run them.</param>
/// <param name="IsQuick">Small sizes and few rounds: shows that everything works, and no more.</param>
/// <param name="Folder">The root of the repository, where the C++ source and the example plan are.</param>
/// <param name="Published">The published `proforma`, for its start-up; null to leave that out.</param>
/// <param name="OtherSimulation">Another program that simulates the same model, called with trials, threads and repetitions; or null.</param>
internal sealed record BenchArguments(IReadOnlyList<string> Names, bool IsQuick, string Folder, string? Published, string? OtherSimulation)
{
    private const string Usage = """
        Usage: Proforma.Bench [--quick] [--root FOLDER] [--published PROGRAM] [--other PROGRAM]
                              [wide] [company] [growth] [simulate] [start]

          wide      100,000 lines of 48 months from text, beside the same in hand-written C++
          company   500 lines of 48 months in two tracks: from text, everything anew, after one edit
          growth    time a line of plans of 1,000, 10,000 and 100,000 lines
          simulate  trials of the 44-line, 48-month example with all statistics, beside the same in hand-written C++; how cost grows
                    (--other: also beside a program that takes trials, threads and repetitions and prints "total_s")
          start     the published program on the example plan, whole processes (with --published)
        """;

    /// <summary>Null when they make no sense, which is said.</summary>
    public static BenchArguments? Read(ReadOnlySpan<string> args)
    {
        var names = new List<string>();
        var (quick, folder, published, other) = (false, ".", (string?)null, (string?)null);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    quick = true;
                    break;
                case "--root" when i + 1 < args.Length:
                    folder = args[++i];
                    break;
                case "--published" when i + 1 < args.Length:
                    published = args[++i];
                    break;
                case "--other" when i + 1 < args.Length:
                    other = args[++i];
                    break;
                case var name when Benchmarks.Names.Contains(name):
                    names.Add(name);
                    break;
                default:
                    Console.Error.WriteLine(Usage);
                    return null;
            }
        }

        return new BenchArguments(names.Count == 0 ? Benchmarks.Names : names, quick, folder, published, other);
    }
}
