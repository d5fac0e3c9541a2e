using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Proforma.Cli.Arguments;
using Proforma.Model.Program;
using Proforma.Reporting.Tables;

namespace Proforma.Cli.Commands;

/// <summary>`proforma list`: every line with its unit, kind, roll-up and label.</summary>
internal static class ListCommand
{
    private static readonly string[] s_columns = ["entity", "line", "role", "unit", "kind", "roll_up", "dimensions", "section", "label", "file",
        "line_number"];

    public static Command Build(Terminal terminal)
    {
        var file = CommonOptions.PlanFile();
        var json = CommonOptions.Json("Print the list as JSON.");
        var color = CommonOptions.Color();
        var command = new Command("list", "List the lines of a plan with unit, kind, roll-up and label.") { file, json, color };
        command.SetAction(parsed =>
        {
            var choice = CommonOptions.ColorOf(parsed.GetValue(color));
            if (OpenedPlan.Program(OpenedPlan.Open(parsed.GetValue(file)!), terminal, choice) is not { } program)
            {
                return ExitCode.Diagnostics;
            }

            var rows = program.Slots.Where(static s => s.Role != SlotRole.Hidden).Select(s => RowOf(program, s)).ToList();
            if (parsed.GetValue(json))
            {
                WriteJson(rows, terminal);
            }
            else
            {
                WriteTable(rows, terminal, terminal.OutputPalette(choice));
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static string[] RowOf(PlanProgram program, Slot slot) =>
    [
        slot.Entity,
        CellNames.WithinEntity(slot),
        slot.Role.ToString().ToLowerInvariant(),
        slot.Type == Model.Program.ValueType.Quantity ? slot.Unit.Symbol : "",
        slot.Kind.ToString().ToLowerInvariant(),
        RollUpName(slot),
        string.Join(", ", slot.Dimensions.Select(d => program.Dimensions[d].Name)),
        slot.Section < 0 ? "" : program.Sections[slot.Section],
        slot.Label,
        slot.Provenance.File,
        slot.Provenance.Line.ToString(System.Globalization.CultureInfo.InvariantCulture),
    ];

    private static string RollUpName(Slot slot) => slot.RollUp switch
    {
        RollUpRule.Integral => "sum over time",
        RollUpRule.Closing => "closing",
        RollUpRule.Opening => "opening",
        RollUpRule.Average => "average",
        RollUpRule.Sum => "sum",
        RollUpRule.Mean => "mean",
        RollUpRule.Minimum => "min",
        RollUpRule.Maximum => "max",
        RollUpRule.Recompute => "recomputed",
        RollUpRule.Weighted => "weighted mean",
        RollUpRule.Any => "any",
        RollUpRule.All => "all",
        RollUpRule.Constant => "",
        _ => "none",
    };

    private static void WriteTable(List<string[]> rows, Terminal terminal, Palette palette)
    {
        string[][] shown = [["line", "role", "unit", "kind", "roll-up", "label"], .. rows
            .Select(static r => new[] { r[0].Length == 0 ? r[1] : $"{r[0]}.{r[1]}", r[2], r[3], r[4], r[5], r[8] })];
        var widths = Enumerable.Range(0, shown[0].Length).Select(c => shown.Max(r => DisplayWidth.Of(DisplayWidth.Clean(r[c])))).ToArray();
        for (var i = 0; i < shown.Length; i++)
        {
            var text = string.Join("  ", shown[i].Select((cell, c) => DisplayWidth.PadEnd(DisplayWidth.Clean(cell), widths[c]))).TrimEnd();
            terminal.Output.WriteLine(i == 0 ? palette.Bold(text) : text);
        }
    }

    private static void WriteJson(List<string[]> rows, Terminal terminal)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream,
            new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartObject();
                for (var i = 0; i < s_columns.Length - 1; i++)
                {
                    json.WriteString(s_columns[i], row[i]);
                }

                json.WriteNumber(s_columns[^1], int.Parse(row[^1], System.Globalization.CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        terminal.Output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }
}
