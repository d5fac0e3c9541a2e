using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Proforma.Workbook.Sheets;
using Xunit;

namespace Proforma.Workbook.Tests.Export;

/// <summary>What a plan's author writes into labels and names never becomes a formula, a broken file or a wrong reference.</summary>
public sealed class SafetyTests
{
    private static readonly XNamespace s_main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private const string Hostile = """
        plan "=HYPERLINK(\"http://example.com\")"
          currency USD
          calendar monthly 2025-01 .. 2025-06
        track one "=1+1"
        track two "@SUM(A1)" from one
        section "+cmd|' /C calc'!A0"
        input Q1 "=2+3" : USD/month
          one = 10  assumed "=4+5"
          two = 20  assumed "-1 & <b>"
        line TAX2025 "@now" : USD/month = Q1 * 2
        line R1C1 "-x" : USD/month = Q1 * 3
        line q1_more "+y" : USD/month = Q1 * 4
        line total "' quote" = TAX2025 + R1C1
        measure sum_of_year "=evil()" = total[2025]
        check total > 0 "=FALSE()"
        """;

    [Fact]
    public void Texts_of_a_plan_are_texts_in_the_workbook()
    {
        var bytes = FileTests.Export(Plans.RunText(Hostile), WorkbookOptions.Default);
        using var archive = new ZipArchive(new MemoryStream(bytes));
        var formulas = new List<string>();
        foreach (var entry in archive.Entries.Where(static e => e.FullName.Contains("/worksheets/sheet", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal)))
        {
            formulas.AddRange(XDocument.Load(entry.Open()).Descendants(s_main + "f").Select(static f => f.Value));
        }

        Assert.NotEmpty(formulas);
        Assert.DoesNotContain(formulas, static f => f.Contains("HYPERLINK", StringComparison.OrdinalIgnoreCase) || f.Contains("cmd", StringComparison.Ordinal)
            || f.Contains("evil", StringComparison.Ordinal) || f.Contains("2+3", StringComparison.Ordinal) || f.Contains("FALSE()", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_that_would_be_cells_are_changed()
    {
        var bytes = FileTests.Export(Plans.RunText(Hostile), WorkbookOptions.Default);
        using var archive = new ZipArchive(new MemoryStream(bytes));
        var names = XDocument.Load(archive.Entries.Single(static e => e.FullName.EndsWith("/workbook.xml", StringComparison.Ordinal)).Open())
            .Descendants(s_main + "definedName").Select(static n => (string)n.Attribute("name")!).ToList();
        Assert.Contains("Q1_", names);
        Assert.Contains("TAX2025_", names);
        Assert.Contains("R1C1_", names);
        Assert.Contains("total", names);
    }

    [Theory]
    [InlineData("R", "R_")]
    [InlineData("c", "c_")]
    [InlineData("R2", "R2_")]
    [InlineData("XFD1", "XFD1_")]
    [InlineData("true", "true_")]
    [InlineData("ABCD1", "ABCD1")]
    [InlineData("营收", "营收")]
    [InlineData("openai.revenue", "openai.revenue")]
    [InlineData("USD/CNY", "USD_CNY")]
    [InlineData("1st", "_1st")]
    [InlineData("", "_")]
    public void Names_of_ranges(string wanted, string expected) => Assert.Equal(expected, new RangeNames().Add(wanted, "A1"));

    [Fact]
    public void Names_of_sheets_follow_the_rules_of_spreadsheets()
    {
        Gen.String.Array[1, 20].Sample(wanted =>
        {
            var names = new SheetNames();
            var taken = wanted.Select(names.Take).ToList();
            Assert.Equal(taken.Count, taken.Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.All(taken, static name =>
            {
                Assert.InRange(name.Length, 1, 31);
                Assert.DoesNotContain(name, static c => "[]:*?/\\".Contains(c) || char.IsControl(c));
                Assert.False(name.StartsWith('\'') || name.EndsWith('\''));
                Assert.False(string.Equals("history", name, StringComparison.OrdinalIgnoreCase));
            });
        });
    }

    [Fact]
    public void Texts_hold_only_what_XML_can_carry()
    {
        Gen.String.Sample(text =>
        {
            var clean = XmlText.Clean(text);
            using var stream = new MemoryStream();
            using (var xml = Package.BookPackage.Xml(stream))
            {
                xml.WriteElementString("t", clean);
            }

            Assert.Equal(clean.ReplaceLineEndings("\n"), XDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).Root!.Value.ReplaceLineEndings("\n"));
        });
        Assert.Equal("a\uFFFDb\uFFFDc😀", XmlText.Clean("a\0b\uD800c😀"));
        Assert.Equal(XmlText.MaxLength, XmlText.Clean(new string('x', 40_000)).Length);
    }

    [Fact]
    public void Sheets_that_need_quotation_marks_get_them()
    {
        Assert.Equal("Inputs!", SheetNames.Reference("Inputs"));
        Assert.Equal("'输入'!", SheetNames.Reference("输入"));
        Assert.Equal("'it''s'!", SheetNames.Reference("it's"));
        Assert.Equal("'TAX'!", SheetNames.Reference("TAX"));
    }

    [Fact]
    public void A_plan_with_more_steps_than_a_sheet_has_columns_is_refused()
    {
        var figures = Plans.RunText("""
            plan "Days"
              currency USD
              calendar daily 1950-01-01 .. 2020-12-31
            line x : USD/day = 1 USD/day
            """);
        var refusal = Assert.Throws<WorkbookTooLargeException>(() => FileTests.Export(figures, WorkbookOptions.Default));
        Assert.Contains("steps", refusal.Message, StringComparison.Ordinal);
    }
}
