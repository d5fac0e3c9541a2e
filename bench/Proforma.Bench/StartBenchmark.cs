using System.ComponentModel;
using System.Diagnostics;

namespace Proforma.Bench;

/// <summary>Whole processes of the published program on the example plan, and where their time goes.</summary>
internal static class StartBenchmark
{
    public static void Run(BenchArguments arguments, FigureTable table)
    {
        if (arguments.Published is not { } program)
        {
            table.Add("start-up of the published program", "left out: name the program with --published");
            return;
        }

        var plan = Path.Combine(arguments.Folder, "examples", "anthropic", "anthropic.plan");
        Samples version = new(), check = new(), run = new();
        for (var i = 0; i < (arguments.IsQuick ? 3 : 20); i++)
        {
            Take(version, program, "--version");
            Take(check, program, "check", plan);
            Take(run, program, "run", plan);
        }

        table.Add("proforma --version: the runtime starts, arguments", version);
        table.Add("proforma check, example plan: and read, parsed, checked, lowered", check);
        table.Add("proforma run, example plan: and run, rendered", run, targetSeconds: 0.5);
        Warm(plan, table);
    }

    private static void Take(Samples samples, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        try
        {
            // Not Samples.Take: its processor time would be this process's.
            var clock = Stopwatch.GetTimestamp();
            using var process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            samples.Add(Stopwatch.GetElapsedTime(clock).TotalSeconds);
        }
        catch (Win32Exception problem)
        {
            throw new InvalidOperationException($"{program} cannot be started: {problem.Message}", problem);
        }
    }

    /// <summary>The same work in a process that has done it before: the difference is loading and compiling code.</summary>
    private static void Warm(string plan, FigureTable table)
    {
        Samples compile = new(), run = new();
        for (var i = 0; i < 40; i++)
        {
            var session = compile.Take(() => Workspace.PlanSession.Open(plan).Session!);
            run.Take(() => CompiledText.Run(session.Program!));
        }

        table.Add("example plan, warm: read, parsed, checked, lowered", compile);
        table.Add("example plan, warm: run, with making it ready", run);
    }
}
