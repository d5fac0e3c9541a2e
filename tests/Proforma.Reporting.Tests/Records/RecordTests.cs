using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Proforma.Model.Time;
using Proforma.Reporting.Records;
using Xunit;

namespace Proforma.Reporting.Tests.Records;

public sealed class RecordTests
{
    private static readonly List<FigureRecord> s_records = [.. RecordSource.Of(SamplePlan.Figures, RecordOptions.Default)];

    private static FigureRecord One(string line, string track = "aggressive", string period = "2024", string member = "") =>
        s_records.Single(r => r.Entity.Length == 0 && r.Line == line && r.Track == track && r.Period == period && r.Member == member);

    private static string Json(IEnumerable<FigureRecord> records)
    {
        using var stream = new MemoryStream();
        RecordWriter.WriteJson(records, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Csv(IEnumerable<FigureRecord> records, bool safe = false)
    {
        using var stream = new MemoryStream();
        RecordWriter.WriteCsv(records, stream, safe);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [Fact]
    public void A_rolled_up_flow_is_an_amount_without_its_time()
    {
        var record = One("revenue");
        Assert.Equal(("USD", 12e6, "flow", "year"), (record.Unit, record.Value!.Value, record.Kind, record.Grain));
    }

    [Fact]
    public void What_is_not_a_number_gives_its_reason()
    {
        Assert.Equal("unknown", One("stock_comp").Reason);
        Assert.Null(One("stock_comp").Value);
        Assert.Equal("blank", One("partly", period: "2025").Reason);
        Assert.Equal(("partial 1/12", 7e5), (One("partly").Reason, One("partly").Value!.Value));
        Assert.Equal("failed: division by zero", One("ratio").Reason);
        Assert.StartsWith("no roll-up: its formula mixes", One("margin").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_track_has_a_record_of_what_is_shared()
    {
        Assert.Equal(["aggressive", "conservative"], s_records.Where(static r => r.Line == "growth").Select(static r => r.Track));
        Assert.Equal([""], s_records.Where(static r => r.Entity == "rival").Select(static r => r.Track).Distinct());
    }

    [Fact]
    public void Members_are_named_and_only_leaves_are_listed()
    {
        Assert.Equal(["region=de", "region=fr", "region=us"], s_records.Where(static r => r.Line == "sales").Select(static r => r.Member).Distinct());
        Assert.Equal(36e6, One("sales", member: "region=us").Value);
    }

    [Fact]
    public void Periods_and_conditions_have_text()
    {
        Assert.Equal("2024-07", One("turn", period: "").ValueText);
        Assert.Equal("never", One("turn", "conservative", "").ValueText);
        Assert.Contains(s_records, static r => r is { Line: "solvent", ValueText: "true", Value: 1 });
    }

    [Fact]
    public void Numbers_keep_every_digit()
    {
        var record = One("revenue") with { Value = 0.1 + 0.2 };
        Assert.Equal(0.1 + 0.2, JsonDocument.Parse(Json([record])).RootElement[0].GetProperty("value").GetDouble());
        Assert.Contains(",0.30000000000000004,", Csv([record]), StringComparison.Ordinal);
    }

    [Fact]
    public void Grain_span_and_lines_choose()
    {
        var options = RecordOptions.Default
            with { Grain = Grain.Quarter, Lines = ["revenue"], Tracks = ["conservative"], Span = DateSpan.Of(Period.OfYear(2025)) };
        var records = RecordSource.Of(SamplePlan.Figures, options).Where(static r => r.Entity.Length == 0 && r.Kind != "boolean").ToList();
        Assert.Equal(["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"], records.Select(static r => r.Period));
        Assert.All(records, static r => Assert.Equal(("quarter", "conservative", 3e6), (r.Grain, r.Track, r.Value!.Value)));
    }

    [Fact]
    public void Csv_quotes_what_it_must_and_guards_formulas_when_asked()
    {
        var record = One("revenue") with { Label = "=cmd|'/c calc'!A1, \"quoted\"\r\nnext", Value = -5 };
        var plain = Csv([record]);
        Assert.Contains(",\"=cmd|'/c calc'!A1, \"\"quoted\"\"\r\nnext\",", plain, StringComparison.Ordinal);
        var safe = Csv([record], safe: true);
        Assert.Contains(",\"'=cmd|", safe, StringComparison.Ordinal);
        Assert.Contains(",-5,", safe, StringComparison.Ordinal);
        Assert.StartsWith(string.Join(',', RecordWriter.Columns) + "\r\n", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_texts_are_still_json()
    {
        var record = One("revenue") with { Label = "\u0000 \uD800 </script> \" 营收" };
        Assert.Contains("营收", JsonDocument.Parse(Json([record])).RootElement[0].GetProperty("label").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, JsonDocument.Parse(Json([])).RootElement.GetArrayLength());
    }

    [Fact]
    public void Records_follow_the_published_schema()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(DocsFolder(), "records.schema.json")));
        var item = schema.RootElement.GetProperty("items");
        var properties = item.GetProperty("properties");
        Assert.Equal(RecordWriter.Columns, item.GetProperty("required").EnumerateArray().Select(static e => e.GetString()!));
        Assert.Equal(RecordWriter.Columns, properties.EnumerateObject().Select(static p => p.Name));
        var records = s_records.Concat(RecordSource.Of(SamplePlan.Figures, RecordOptions.Default with { Grain = Grain.Month }));
        foreach (var record in JsonDocument.Parse(Json(records)).RootElement.EnumerateArray())
        {
            Assert.Equal(RecordWriter.Columns, record.EnumerateObject().Select(static p => p.Name));
            foreach (var property in record.EnumerateObject())
            {
                Assert.True(Fits(property.Value, properties.GetProperty(property.Name)), $"{property.Name}: {property.Value.GetRawText()}");
            }
        }
    }

    [Fact]
    public void The_page_about_records_lists_every_column()
    {
        var page = File.ReadAllText(Path.Combine(DocsFolder(), "records.md"));
        Assert.Equal(RecordWriter.Columns, Regex.Matches(page, @"^\| `([a-z_]+)` \| (text|number)", RegexOptions.Multiline)
            .Select(static m => m.Groups[1].Value));
    }

    private static bool Fits(JsonElement value, JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var choices))
        {
            return choices.EnumerateArray().Any(c => c.ValueEquals(value.GetString()));
        }

        var type = value.ValueKind
            switch { JsonValueKind.String => "string", JsonValueKind.Number => "number", JsonValueKind.Null => "null", _ => "other" };
        var types = schema.GetProperty("type");
        var allowed = types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().Select(static t => t.GetString()) : [types.GetString()];
        return allowed.Contains(type)
            && (type != "string" || !schema.TryGetProperty("pattern", out var pattern) || Regex.IsMatch(value.GetString()!, pattern.GetString()!))
            && (type != "string" || !schema.TryGetProperty("minLength", out var least) || value.GetString()!.Length >= least.GetInt32());
    }

    private static string DocsFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/reference"));
}
