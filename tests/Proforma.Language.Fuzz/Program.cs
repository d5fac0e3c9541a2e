using System.Diagnostics;
using System.Globalization;
using Proforma.Language.Fuzz;

var cases = 100_000L;
var seed = 1;
for (var i = 0; i + 1 < args.Length; i += 2)
{
    switch (args[i])
    {
        case "--cases" when long.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var count):
            cases = count;
            break;
        case "--seed" when int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var first):
            seed = first;
            break;
        default:
            return Usage();
    }
}

if (args.Length % 2 != 0)
{
    return Usage();
}

var watch = Stopwatch.StartNew();
for (var i = 0L; i < cases; i++)
{
    var own = unchecked(seed + (int)i);
    if (FuzzCase.Run(own) is { } failure)
    {
        await Console.Error.WriteLineAsync($"seed {own}: {failure}");
        return 1;
    }

    if ((i + 1) % 100_000 == 0)
    {
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{i + 1:N0} cases in {watch.Elapsed.TotalSeconds:F0} s"));
    }
}

await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{cases:N0} cases from seed {seed}: nothing found"));
return 0;

static int Usage()
{
    Console.Error.WriteLine("usage: Proforma.Language.Fuzz [--cases N] [--seed S]");
    Console.Error.WriteLine("Reads N random files, the i-th made from seed S + i; the first that breaks an invariant ends the run with its seed.");
    return 3;
}
