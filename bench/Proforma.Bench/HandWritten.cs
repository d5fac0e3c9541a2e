using System.Diagnostics;
using System.Globalization;

namespace Proforma.Bench;

/// <summary>The hand-written C++ of the wide chain in a process of its own, asked for one measurement at a time.</summary>
internal sealed class HandWritten : IDisposable
{
    private readonly Process _process;

    private HandWritten(Process process) => _process = process;

    /// <summary>Compiles and starts it; null where there is no C++ compiler.</summary>
    public static HandWritten? Start(string source, int lines)
    {
        var program = Path.Combine(Path.GetTempPath(), $"proforma-wide-{Environment.ProcessId}");
        foreach (var compiler in (ReadOnlySpan<string>)["clang++", "g++"])
        {
            try
            {
                using var build = Process.Start(compiler, ["-O3", "-march=native", "-fno-math-errno", "-fno-trapping-math", source, "-o", program]);
                build.WaitForExit();
                if (build.ExitCode == 0)
                {
                    var start = new ProcessStartInfo(program, [lines.ToString(CultureInfo.InvariantCulture)])
                    {
                        UseShellExecute = false,
                        RedirectStandardInput = true,
                        RedirectStandardOutput = true,
                    };
                    return new HandWritten(Process.Start(start)!);
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // This compiler is not installed; the next one may be.
            }
        }

        return null;
    }

    public (double Seconds, double LastCell) Measure(string what, double value)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {value:R}"));
        var answer = _process.StandardOutput.ReadLine()!.Split(' ');
        return (double.Parse(answer[0], CultureInfo.InvariantCulture), double.Parse(answer[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
