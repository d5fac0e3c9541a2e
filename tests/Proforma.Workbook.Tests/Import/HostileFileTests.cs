using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Proforma.Workbook.Import;
using Proforma.Workbook.Tests.Export;
using Xunit;

namespace Proforma.Workbook.Tests.Import;

/// <summary>Files that are locked, foreign, damaged or made to do harm are refused in a sentence, with bounded memory.</summary>
public sealed class HostileFileTests
{
    private const string Book = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>""";
    private const string Rels = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>""";
    private const string SheetStart = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:NTP1000000"/><sheetData>""";

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    private static byte[] Workbook(string cells, params (string Name, string Text)[] more) =>
        Zip([("xl/workbook.xml", Book), ("xl/_rels/workbook.xml.rels", Rels), ("xl/worksheets/sheet1.xml", SheetStart + cells + "</sheetData></worksheet>"), .. more]);

    private static string Refusal(byte[] bytes, string name = "report.xlsx") =>
        Assert.Throws<ImportRefusedException>(() => SourceFile.Read(name, new MemoryStream(bytes))).Message;

    [Fact]
    public void Cells_are_read_whatever_the_file_declares()
    {
        var grid = SourceFile.Read("report.xlsx", new MemoryStream(Workbook(
            """<row r="1"><c r="A1" t="inlineStr"><is><r><t>Re</t></r><r><t>venue</t></r></is></c><c r="B1" s="1"><v>45688</v></c><c r="C1" t="e"><v>#REF!</v></c></row><row r="1048576"><c r="XFD1048576"><v>7</v></c></row>""",
            ("xl/styles.xml", """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="17"/></cellXfs></styleSheet>"""))))[0];
        Assert.Equal("Revenue", grid[1, 1].Text);
        Assert.Equal(new DateOnly(2025, 1, 31), grid[1, 2].Date);
        Assert.True(grid[1, 3].IsError);
        Assert.Equal(7, grid[1_048_576, 16_384].Number);
    }

    [Fact]
    public void What_the_exporter_writes_is_read()
    {
        var bytes = FileTests.Export(FileTests.FiguresOf("operators"), WorkbookOptions.Default);
        var grids = SourceFile.Read("plan.xlsx", new MemoryStream(bytes));
        Assert.Contains(grids, static g => g.Name == "Calculations");
    }

    [Fact]
    public void Old_and_encrypted_workbooks()
    {
        var old = new byte[4096];
        BinaryPrimitives.WriteUInt64LittleEndian(old, 0xE11AB1A1E011CFD0);
        Assert.Equal("report.xls is an old .xls workbook; save it as .xlsx.", Refusal(old, "report.xls"));
        Encoding.Unicode.GetBytes("EncryptedPackage").CopyTo(old, 1024);
        Assert.Equal("report.xlsx is protected by a password; save it without one.", Refusal(old));
    }

    [Fact]
    public void Macros_and_links_to_other_workbooks()
    {
        Assert.Contains("has macros", Refusal(Workbook("", ("xl/vbaProject.bin", "x"))), StringComparison.Ordinal);
        Assert.Contains("links to other workbooks", Refusal(Workbook("", ("xl/externalLinks/externalLink1.xml", "<x/>"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_something_else()
    {
        Assert.Equal("report.xlsx is empty.", Refusal([]));
        Assert.Contains("no workbook, whatever its name says", Refusal("hello"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("no .xlsx workbook", Refusal(Zip(("word/document.xml", "<x/>"))), StringComparison.Ordinal);
        Assert.Contains("binary workbook", Refusal(Zip(("xl/workbook.bin", "x"))), StringComparison.Ordinal);
        Assert.Contains("damaged", Refusal([(byte)'P', (byte)'K', 3, 4, 0, 0, 0, 0, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("damaged", Refusal(Workbook("<row><c r=")), StringComparison.Ordinal);
        Assert.Contains("not UTF-8", Refusal([0xFF, 0xD8, 0xFF, 0xE0, 1, 2], "report.csv"), StringComparison.Ordinal);
        Assert.Contains("neither a workbook nor CSV", Refusal("a,b\0c\n"u8.ToArray(), "report.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Entities_that_expand_without_end()
    {
        const string Bomb = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>""";
        Assert.Contains("damaged", Refusal(Zip(("xl/workbook.xml", Bomb + Book))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_unpacks_to_far_more_than_it_weighs()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in ((string, string)[])[("xl/workbook.xml", Book), ("xl/_rels/workbook.xml.rels", Rels)])
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }

            using var bomb = archive.CreateEntry("xl/worksheets/sheet1.xml").Open();
            bomb.Write(Encoding.UTF8.GetBytes(SheetStart));
            var blank = new byte[1 << 20];
            Array.Fill(blank, (byte)' ');
            for (var i = 0; i < 300; i++)
            {
                bomb.Write(blank);
            }
        }

        Assert.InRange(stream.Length, 1, 2 << 20);
        Assert.Contains("unpacks to more than", Refusal(stream.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void More_cells_than_reported_figures_have()
    {
        var cells = new StringBuilder();
        for (var row = 1; row <= 1_100; row++)
        {
            cells.Append("<row>");
            for (var column = 1; column <= 1_000; column++)
            {
                cells.Append("<c r=\"").Append(Sheets.CellAddress.Of(column, row)).Append("\"><v>1</v></c>");
            }

            cells.Append("</row>");
        }

        Assert.Contains("more than 1,000,000 cells", Refusal(Workbook(cells.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_bytes_anywhere_are_refused_or_read_but_never_crash()
    {
        var good = FileTests.Export(FileTests.FiguresOf("operators"), WorkbookOptions.Default);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Sample((at, value, length) =>
        {
            var bytes = good.ToArray();
            bytes[at] = value;
            bytes = at % 3 == 0 ? bytes[..length] : bytes;
            try
            {
                SourceFile.Read("report.xlsx", new MemoryStream(bytes));
            }
            catch (ImportRefusedException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }, iter: 300);
    }
}
