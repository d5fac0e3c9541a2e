using System.Globalization;
using Proforma.Claims.Drafting;
using Proforma.Claims.Extraction;
using Proforma.Cli.Commands;

namespace Proforma.Cli.Rendering;

/// <summary>Tells a person what was read, what is open, and what to do next.</summary>
internal sealed class IngestPage(TextWriter writer, IngestRun run)
{
    private const int MostListed = 12;
    private const int LongestQuote = 40;

    public void Write(Reading reading, ClaimsDraft draft)
    {
        var target = run.Output ?? "claims.plan";
        writer.WriteLine(Read(reading));
        foreach (var note in reading.Notes)
        {
            writer.WriteLine("  " + Plain(note.In(run.InChinese == true)));
        }

        if (draft.Claims.Count == 0)
        {
            writer.WriteLine(run.Say("No figures were found.", "没有找到数字。"));
            return;
        }

        if (run.Output is not null)
        {
            writer.WriteLine(run.Say(
                $"Wrote {target}: {Counted(draft.Claims.Count, "claim")}, {draft.OpenClaims} with an open place (?), {draft.DoubtfulClaims} more to look at (#).",
                $"已写入 {target}：{draft.Claims.Count} 条陈述，其中 {draft.OpenClaims} 条有待填之处（?），另有 {draft.DoubtfulClaims} 条需要看一看（#）。"));
        }
        else
        {
            writer.WriteLine(run.Say(
                $"{Counted(draft.Claims.Count, "claim")}, {draft.OpenClaims} with an open place (?), {draft.DoubtfulClaims} more to look at (#).",
                $"{draft.Claims.Count} 条陈述，其中 {draft.OpenClaims} 条有待填之处（?），另有 {draft.DoubtfulClaims} 条需要看一看（#）。"));
        }

        List(reading, draft);
        Next(target);
    }

    private string Read(Reading reading)
    {
        var about = new List<string> { reading.Language };
        if (reading.PublishedOn is { } date)
        {
            about.Add(run.Say($"published {date:yyyy-MM-dd}", $"发布于 {date:yyyy-MM-dd}"));
        }

        if (reading.Topic is { } topic)
        {
            about.Add(run.Say($"mostly about {Plain(topic)}", $"主要关于 {Plain(topic)}"));
        }

        return run.Say(
            $"Read {Counted(reading.Figures.Count, "figure")} in {run.Name} ({string.Join(", ", about)}).",
            $"从 {run.Name} 读到 {reading.Figures.Count} 个数字（{string.Join("，", about)}）。");
    }

    private void List(Reading reading, ClaimsDraft draft)
    {
        var open = draft.Claims.Where(static claim => claim.Open > 0).ToList();
        foreach (var claim in open.Take(MostListed))
        {
            var quote = Plain(reading.Figures[claim.Figure].Quote);
            quote = quote.Length <= LongestQuote ? quote : quote[..LongestQuote] + "…";
            var why = string.Join(' ', claim.Notes.TakeLast(2).Select(note => Plain(note.In(run.InChinese == true))));
            var place = run.Say($"line {claim.Line}", $"第 {claim.Line} 行");
            writer.WriteLine($"  {place}: {quote}  {why}".TrimEnd());
        }

        if (open.Count > MostListed)
        {
            writer.WriteLine(run.Say($"  and {open.Count - MostListed} more.", $"  另有 {open.Count - MostListed} 处。"));
        }
    }

    private void Next(string target)
    {
        if (run is { Plan: { } plan, PlanFromOutput: null })
        {
            writer.WriteLine(run.Say(
                $"Put the claims into the folder of {plan}, with `use \"{Path.GetFileName(plan)}\"` in their first line.",
                $"请把陈述文件放进 {plan} 所在的文件夹，并在第一行写上 `use \"{Path.GetFileName(plan)}\"`。"));
        }

        writer.WriteLine(run.Say(
            $"Next: fill in each ?, look at what is marked with #, set `status reviewed`, then: proforma claims {target}",
            $"下一步：填好每个 ?，看一看标有 # 的地方，改为 `status reviewed`，然后运行：proforma claims {target}"));
    }

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    // Nothing that an article says can control the terminal.
    private static string Plain(string text) =>
        string.Concat(text.Select(static c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format ? ' ' : c));
}
