using System.Diagnostics;
using System.Globalization;
using Proforma.Engine.Execution;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;

namespace Proforma.Bench;

/// <summary>The wide chain from text, with the same in hand-written C++ beside it.</summary>
internal static class WideBenchmark
{
    private const int Months = 48, LinesFromEnd = 10;

    public static void Run(BenchArguments arguments, FigureTable table)
    {
        var lines = arguments.IsQuick ? 2_000 : 100_000;
        var (compiles, rounds) = arguments.IsQuick ? (2, 5) : (7, 41);
        var text = WidePlan.Text(lines);
        var program = Compile(text, compiles, string.Create(CultureInfo.InvariantCulture, $"wide chain of {lines:N0} lines"), table);
        using var hand = HandWritten.Start(Path.Combine(arguments.Folder, "bench", "cpp", "wide.cpp"), lines);
        if (hand is null)
        {
            table.Add("wide chain in C++", "left out: neither clang++ nor g++ is installed");
        }

        Calculate(program, lines, rounds, hand, table);
    }

    private static PlanProgram Compile(string text, int rounds, string name, FigureTable table)
    {
        Samples whole = new(), parse = new();
        PlanProgram? program = null;
        for (var i = 0; i < rounds; i++)
        {
            program = null;
            GC.Collect();
            var before = GC.GetTotalAllocatedBytes();
            program = whole.Take(() => CompiledText.Program(text));
            var allocated = GC.GetTotalAllocatedBytes() - before;
            if (i == 0)
            {
                using var process = Process.GetCurrentProcess();
                table.Add($"{name}, first time: peak memory", $"{process.PeakWorkingSet64 >> 20} MB", "1536 MB");
                table.Add($"{name}, allocated", $"{allocated >> 20} MB");
            }

            parse.Take(() => Parser.Parse(new SourceText("bench.plan", text)));
        }

        table.Add($"{name}, parsed", parse);
        table.Add($"{name}, parsed, checked and lowered", whole, targetSeconds: 2);
        return program!;
    }

    private static void Calculate(PlanProgram program, int lines, int rounds, HandWritten? hand, FigureTable table)
    {
        Samples first = new(), ours = new(), late = new(), theirs = new(), theirLate = new();
        var result = first.Take(() => CompiledText.Run(program));
        var session = new Recalculation(result);
        var (driver, last) = (CompiledText.Slot(program, "d"), CompiledText.Slot(program, $"line_{lines}"));
        var opening = CompiledText.Slot(program, $"open_{lines - LinesFromEnd}");
        Expect(lines, result.At(last, 0, Months - 1).Raw, WidePlan.LastCell);
        CompiledText.Edit(session, driver, 101);
        Expect(lines, session.Result.At(last, 0, Months - 1).Raw, WidePlan.LastCellAt101);
        hand?.Measure("all", 101);
        for (var i = 0; i < rounds; i++)
        {
            var value = 101 - (i % 2);
            ours.Take(() => CompiledText.Edit(session, driver, value));
            Compare(hand, "all", value, session.Result.At(last, 0, Months - 1).Raw, theirs);
        }

        for (var i = 0; i < rounds; i++)
        {
            var value = 123 + (i % 2);
            late.Take(() => CompiledText.Edit(session, opening, value));
            Compare(hand, "late", value, session.Result.At(last, 0, Months - 1).Raw, theirLate);
        }

        table.Add("  first run, with making it ready", first);
        if (hand is not null)
        {
            table.Add("  the same in C++", theirs);
            table.Add("  the late edit in C++", theirLate);
        }

        table.Add("  all recalculated after its driver", ours, null, hand is null ? "" : $"{ours.Over(theirs, "C++")}, target 1.5");
        table.Add("  recalculated after a late edit", late, targetSeconds: 1e-4, hand is null ? "" : late.Over(theirLate, "C++"));
    }

    private static void Compare(HandWritten? hand, string what, double value, double cell, Samples samples)
    {
        if (hand is null)
        {
            return;
        }

        var (seconds, theirCell) = hand.Measure(what, value);
        samples.Add(seconds);
        if (Math.Abs(cell - theirCell) > 1e-9 * Math.Abs(theirCell))
        {
            throw new InvalidOperationException($"The last cell is {cell:R} here and {theirCell:R} in C++.");
        }
    }

    private static void Expect(int lines, double cell, double expected)
    {
        if (lines == 100_000 && Math.Abs(cell - expected) > 1e-9)
        {
            throw new InvalidOperationException($"The last cell is {cell:R}, not {expected:R}.");
        }
    }
}
