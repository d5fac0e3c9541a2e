using System.Text;
using Proforma.Cli;
using Proforma.Cli.Reports;
using Proforma.Reporting.Html;

namespace Proforma.Bench;

/// <summary>The seed's report, from its files to the text of the page, in a process that has done it before.</summary>
internal static class ReportBenchmark
{
    public static void Run(BenchArguments arguments, FigureTable table)
    {
        Samples first = new(), whole = new(), build = new(), write = new();
        var length = 0;
        var terminal = new Terminal(Stream.Null, Stream.Null);
        var request = new ReportRequest(Path.Combine(arguments.Folder, "examples", "anthropic", "report.md"), "", null, "", "");
        for (var i = 0; i < (arguments.IsQuick ? 3 : 20); i++)
        {
            (i == 0 ? first : whole).Take(() =>
            {
                var session = build.Take(() => ReportSession.Build(request, terminal));
                var page = write.Take(() => PageWriter.Write(session.Document!));
                length = Encoding.UTF8.GetByteCount(page);
                return page;
            });
        }

        table.Add("report of the example plan, the first in a process", first);
        table.Add("report of the example plan, warm", whole, targetSeconds: 1.5);
        table.Add("  plan compiled and run, claims, simulation, bridge and tornado, explanations", build);
        table.Add("  page written", write);
        table.Add("  size of the page", $"{length / 1024:N0} KB");
    }
}
