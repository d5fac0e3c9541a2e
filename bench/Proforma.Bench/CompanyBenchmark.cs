using Proforma.Engine.Execution;

namespace Proforma.Bench;

/// <summary>A plan of ordinary size, warm: as an editor or a notebook holds it.</summary>
internal static class CompanyBenchmark
{
    public static void Run(BenchArguments arguments, FigureTable table)
    {
        var (warmUp, rounds) = arguments.IsQuick ? (2, 5) : (60, 101);
        var text = CompanyPlan.Text();
        Samples whole = new(), compile = new(), all = new(), driver = new(), one = new(), late = new();
        for (var i = 0; i < warmUp; i++)
        {
            CompiledText.Run(CompiledText.Program(text));
        }

        for (var i = 0; i < rounds; i++)
        {
            whole.Take(() => CompiledText.Run(CompiledText.Program(text)));
            compile.Take(() => CompiledText.Program(text));
        }

        var program = CompiledText.Program(text);
        var session = new Recalculation(CompiledText.Run(program));
        var decline = CompiledText.Slot(program, "price_decline");
        var early = CompiledText.Slot(program, "growth_7");
        var last = CompiledText.Slot(program, $"growth_{CompanyPlan.Products - 1}");
        for (var i = 0; i < rounds; i++)
        {
            all.Take(() => CompiledText.Run(program));
            var value = 0.01 + (0.001 * (i % 3));
            driver.Take(() => CompiledText.Edit(session, decline, value));
            one.Take(() => CompiledText.Edit(session, early, value));
            late.Take(() => CompiledText.Edit(session, last, value));
        }

        table.Add("500 lines × 48 months × 2 tracks: text to result, warm", whole, targetSeconds: 0.1);
        table.Add("  of that: parsed, checked and lowered", compile);
        table.Add("  everything recomputed", all, targetSeconds: 5e-3);
        table.Add("  after an edit of a driver of all products", driver, targetSeconds: 1e-3);
        table.Add("  after an edit of one product's driver", one, targetSeconds: 1e-3);
        table.Add("  after an edit of the last product's driver", late, targetSeconds: 1e-3);
    }
}
