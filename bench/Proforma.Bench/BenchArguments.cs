namespace Proforma.Bench;

/// <summary>What to measure and how long.</summary>
/// <param name="Names">The benchmarks, in the order to run them.</param>
/// <param name="IsQuick">Small sizes and few rounds: shows that everything works, and no more.</param>
/// <param name="Folder">The root of the repository, where the C++ source and the example plan are.</param>
/// <param name="Published">The published `proforma`, for its start-up; null to leave that out.</param>
/// <param name="OtherSimulation">Another program that simulates the same model, called with trials, threads and repetitions; or null.</param>
internal sealed record BenchArguments(IReadOnlyList<string> Names, bool IsQuick, string Folder, string? Published, string? OtherSimulation)
{
    private static string Usage =>
        $"Usage: Proforma.Bench [--quick] [--root FOLDER] [--published PROGRAM] [--other PROGRAM] {string.Join(' ', Benchmarks.All.Select(static b => $"[{b.Name}]"))}\n\n"
        + string.Concat(Benchmarks.All.Select(static b => $"  {b.Name,-12}  {b.Description}\n"))
        + "\n  --other: simulate also beside a program that takes trials, threads and repetitions and prints \"total_s\"\n";

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
                case var name when Benchmarks.All.Any(b => b.Name == name):
                    names.Add(name);
                    break;
                default:
                    Console.Error.WriteLine(Usage);
                    return null;
            }
        }

        return new BenchArguments(names.Count == 0 ? [.. Benchmarks.All.Select(static b => b.Name)] : names, quick, folder, published, other);
    }
}
