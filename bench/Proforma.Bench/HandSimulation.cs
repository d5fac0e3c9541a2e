using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Proforma.Bench;

/// <summary>The hand-written C++ simulation of the example, in a process of its own.</summary>
internal sealed partial class HandSimulation : IDisposable
{
    private readonly Process _process;

    private HandSimulation(Process process) => _process = process;

    /// <summary>Compiles and starts it; null where there is no g++.</summary>
    public static HandSimulation? Start(string source)
    {
        var program = Path.Combine(Path.GetTempPath(), $"proforma-simulate-{Environment.ProcessId}");
        try
        {
            using var build = Process.Start(
                "g++",
                [
                    "-O3", "-march=native", "-mprefer-vector-width=512", "-ffinite-math-only", "-fno-math-errno", "-fno-trapping-math", "-fno-signed-zeros",
                    source, "-o", program, "-lpthread",
                ]);
            build.WaitForExit();
            var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
            return build.ExitCode == 0 ? new HandSimulation(Process.Start(start)!) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no compiler; the caller says so.
            return null;
        }
    }

    /// <summary>Simulates once: the time, the processor time, and the mean revenue of the last year in millions.</summary>
    public (double Seconds, double Processor, double Revenue) Measure(long trials, int threads, int seed)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trials} {threads} {seed}"));
        var answer = _process.StandardOutput.ReadLine()!.Split(' ');
        return (Number(answer[0]), Number(answer[1]), Number(answer[5]));
    }

    /// <summary>A run of another program: the median time that it reports of three repetitions.</summary>
    public static double Measure(string program, long trials, int threads)
    {
        string[] arguments = [trials.ToString(CultureInfo.InvariantCulture), threads.ToString(CultureInfo.InvariantCulture), "3"];
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var found = TotalSeconds().Match(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return Number(found.Groups["seconds"].Value);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("\"total_s\": *(?<seconds>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TotalSeconds();
}
