using System.Diagnostics;
using Proforma.Bench.Engine;
using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Program.Scheduling;
using Proforma.Model.Runs;

// Figures of one run, interleaved, medians: compare ratios, not milliseconds of different days.
const int Lines = 100_000, Rounds = 41;
var source = args.Length > 0 ? args[0] : Path.Combine("bench", "cpp", "wide.cpp");

var builder = WideChain.Build(Lines);
var slots = builder.Slots();
for (var i = 0; i < 5; i++)
{
    var clock = Stopwatch.GetTimestamp();
    Scheduler.Order(builder.TimeAxes, builder.TrackAxes, builder.Dimensions, slots);
    Console.WriteLine($"schedule of {slots.Length:N0} slots: {Stopwatch.GetElapsedTime(clock).TotalMilliseconds:F1} ms");
}

var schedule = Scheduler.Order(builder.TimeAxes, builder.TrackAxes, builder.Dimensions, slots).Schedule!;
var program = new PlanProgram("wide chain", builder.TimeAxes, builder.TrackAxes, builder.Dimensions, [], slots, schedule);
long watch;
RunResult first = null!;
for (var i = 0; i < 5; i++)
{
    watch = Stopwatch.GetTimestamp();
    program = new PlanProgram("wide chain", builder.TimeAxes, builder.TrackAxes, builder.Dimensions, [], slots, schedule);
    first = PlanRun.Execute(program).Result!;
    Console.WriteLine($"first run of a new program, with making it ready: {Stopwatch.GetElapsedTime(watch).TotalMilliseconds:F1} ms");
}

var session = new Recalculation(first);
var last = builder.IndexOf($"line{Lines}");
Console.WriteLine($"line_{Lines}[47] = {first.At(last, 0, 47).Raw:G12} (484.074919068)");

List<double> ours = [], theirs = [], late = [], theirLate = [], whole = [], anew = [];
using (var hand = HandWritten.Start(source, Lines))
{
    hand?.Measure("all", 100);
    for (var i = 0; i < Rounds; i++)
    {
        var value = 101 - (i % 2);
        if (hand is not null)
        {
            theirs.Add(hand.Measure("all", value).Seconds);
        }

        ours.Add(Edit(session, builder.IndexOf("driver"), value));
        session.SetInput(builder.IndexOf($"open{Lines - 100 - i}"), 0, 0, session.Result.At(builder.IndexOf($"open{Lines - 100 - i}"), 0, 0));
        anew.Add(Edit(session, builder.IndexOf("driver"), value));
        watch = Stopwatch.GetTimestamp();
        PlanRun.Execute(program);
        whole.Add(Stopwatch.GetElapsedTime(watch).TotalSeconds);
    }

    Console.WriteLine($"after D := 101: {session.Result.At(last, 0, 47).Raw:G12} (488.915668258); {session.Recomputed.Count:N0} slots computed");
    for (var i = 0; i < Rounds; i++)
    {
        var value = 123 + (i % 2);
        if (hand is not null)
        {
            theirLate.Add(hand.Measure("late", value).Seconds);
        }

        late.Add(Edit(session, builder.IndexOf($"open{Lines - 10}"), value));
    }

    Console.WriteLine($"after open := 123: {session.Result.At(last, 0, 0).Raw:G12} (226.758914555); {session.Recomputed.Count:N0} slots computed");
}

Print("wide chain, run from scratch", whole, []);
Print("wide chain, all recalculated", ours, theirs);
Print("wide chain, all recalculated after an edit not made before", anew, theirs);
Print("wide chain, late edit", late, theirLate);

var company = Company.Program(500);
var small = PlanRun.Execute(company).Result!;
var edits = new Recalculation(small);
List<double> all = [], one = [], driver = [];
for (var i = 0; i < Rounds * 5; i++)
{
    watch = Stopwatch.GetTimestamp();
    PlanRun.Execute(company);
    all.Add(Stopwatch.GetElapsedTime(watch).TotalSeconds);
    one.Add(Edit(edits, company.Slots.First(static s => s.Name == "growth7").Index, 0.03 + (0.001 * (i % 3))));
    driver.Add(Edit(edits, company.Slots.First(static s => s.Name == "price_decline").Index, 0.01 + (0.001 * (i % 3))));
}

Console.WriteLine($"company: {company.Slots.Length} slots, {company.CellCount:N0} cells");
Print("company, all", all, []);
Print("company, one product's driver", one, []);
Print("company, a driver of all products", driver, []);

static double Edit(Recalculation session, int slot, double value)
{
    var start = Stopwatch.GetTimestamp();
    session.SetInput(slot, 0, 0, CellValue.Of(value));
    session.Recalculate();
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

static void Print(string what, List<double> ours, List<double> theirs)
{
    ours.Sort();
    theirs.Sort();
    var middle = ours[ours.Count / 2] * 1000;
    Console.WriteLine(theirs.Count == 0
        ? $"{what}: {middle:F4} ms (best {ours[0] * 1000:F4})"
        : $"{what}: {middle:F4} ms (best {ours[0] * 1000:F4}), C++ {theirs[theirs.Count / 2] * 1000:F4} ms (best {theirs[0] * 1000:F4}), ratio {middle / (theirs[theirs.Count / 2] * 1000):F2}");
}
