using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Proforma.Model.Program;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;

namespace Proforma.Reporting.Html;

/// <summary>
/// How the figures of a page came about, as its script reads it: lines [name, label], rules [formula, place, source, quote, assumption], nodes
/// [line, selection, value, rule, operands]. The encoder escapes what could end a script element.
/// </summary>
internal static class ExplainJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    public static string Write(ReportDocument report)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var labels = new List<(string Name, string Label)>();
        var rules = new Dictionary<(string, string, string?, string?, string?), int>();
        var nodes = new List<(int Line, string Selection, string Text, int Rule)>();
        foreach (var node in report.Explanations.Nodes)
        {
            var figure = node.Figure;
            var open = figure.Cell.IndexOf('[', StringComparison.Ordinal);
            var (name, selection) = open > 0 && figure.Cell.EndsWith(']') && IsLine(figure.Cell[..open]) ? (figure.Cell[..open], figure.Cell[open..])
                : (figure.Cell, "");
            if (!lines.TryGetValue(name, out var line))
            {
                lines.Add(name, line = labels.Count);
                labels.Add((name, LabelOf(report, figure.Slot)));
            }

            var origin = figure.Provenance;
            var place = origin.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{origin.File}:{origin.Line}") : "";
            var rule = (figure.Formula, place, origin.Source, origin.Quote, origin.Assumption);
            if (!rules.TryGetValue(rule, out var at))
            {
                rules.Add(rule, at = rules.Count);
            }

            nodes.Add((line, selection, figure.Text, at));
        }

        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            Array(json, "lines", labels, static (j, l) => Strings(j, l.Name, l.Label == l.Name ? "" : l.Label));
            Array(json, "rules", rules.Keys, static (j, r) => Strings(j, r.Item1, r.Item2, r.Item3 ?? "", r.Item4 ?? "", r.Item5 ?? ""));
            WriteNodes(json, report, nodes);
            WriteSources(json, report);
            WriteWords(json, report.Language);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static bool IsLine(string name) => name.All(static c => char.IsLetterOrDigit(c) || c is '_' or '.' or '/' or ':' or ' ');

    private static string LabelOf(ReportDocument report, int slot)
    {
        var found = report.Explanations.SlotAt(slot);
        return found.Role == SlotRole.Hidden ? "" : report.Labels.Of(found);
    }

    private static void WriteNodes(Utf8JsonWriter json, ReportDocument report, List<(int Line, string Selection, string Text, int Rule)> nodes)
    {
        json.WriteStartArray("nodes");
        for (var i = 0; i < nodes.Count; i++)
        {
            json.WriteStartArray();
            json.WriteNumberValue(nodes[i].Line);
            json.WriteStringValue(nodes[i].Selection);
            json.WriteStringValue(nodes[i].Text);
            json.WriteNumberValue(nodes[i].Rule);
            json.WriteStartArray();
            foreach (var operand in report.Explanations.Nodes[i].Operands)
            {
                json.WriteNumberValue(operand);
            }

            json.WriteEndArray();
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteSources(Utf8JsonWriter json, ReportDocument report)
    {
        json.WriteStartObject("sources");
        foreach (var source in report.Sources.DistinctBy(static s => s.Name))
        {
            json.WritePropertyName(source.Name);
            Strings(json, source.Title, source.Date, source.Publisher, source.Url);
        }

        json.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter json, ReportLanguage language)
    {
        var isChinese = language == ReportLanguage.Chinese;
        json.WriteStartObject("words");
        json.WriteString("back", isChinese ? "返回" : "Back");
        json.WriteString("close", isChinese ? "关闭" : "Close");
        json.WriteString("formula", isChinese ? "公式" : "Formula");
        json.WriteString("assumed", isChinese ? "假设" : "Assumed");
        json.WriteString("source", isChinese ? "出处" : "Source");
        json.WriteString("reads", isChinese ? "由此得出" : "Made of");
        json.WriteString("place", isChinese ? "所在位置" : "Where it stands");
        json.WriteEndObject();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, params ReadOnlySpan<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
