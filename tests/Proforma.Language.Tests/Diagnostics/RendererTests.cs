using System.Text.Json;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Tests.Diagnostics;

public sealed class RendererTests
{
    private static readonly DiagnosticDescriptor Sample = new("PF0000", Severity.Error, "A sample");

    [Fact]
    public void Shows_the_message_the_place_related_places_and_the_line_as_mended()
    {
        var file = new SourceText("a.plan", "line x = 1\n\n\n\n\n\n\n\n\nline x = 2\n");
        var diagnostic = new Diagnostic(Sample, file, new TextSpan(24, 1), "`x` is declared twice.")
        {
            Related = [new RelatedPlace(file, new TextSpan(5, 1), "Declared here first")],
            Fix = new Fix("Give it another name", new TextSpan(24, 1), "x2"),
        };
        Assert.Equal(
            """
            error[PF0000]: `x` is declared twice.
              --> a.plan:10:6
               |
            10 | line x = 2
               |      ^
            note: Declared here first
              --> a.plan:1:6
               |
             1 | line x = 1
               |      -
            fix: Give it another name
               |
            10 | line x2 = 2
               |      ++

            """.ReplaceLineEndings("\n"),
            DiagnosticRenderer.Render(diagnostic));
    }

    [Theory]
    [InlineData("营收 = x", "x", "营收 = x", 7, 1)]
    [InlineData("营收 = x", "营收", "营收 = x", 0, 4)]
    [InlineData("\ta\tb", "b", "    a    b", 9, 1)]
    [InlineData("cafe\u0301 x", "x", "cafe\u0301 x", 5, 1)]
    [InlineData("a\0b x", "x", "a·b x", 4, 1)]
    [InlineData("𠮷 x", "x", "𠮷 x", 3, 1)]
    public void Marks_stand_under_their_characters(string line, string part, string shown, int indent, int marks)
    {
        var lines = Rendered(line, line.IndexOf(part, StringComparison.Ordinal), part.Length, 120);
        Assert.Equal("1 | " + shown, lines[3]);
        Assert.Equal("  | " + new string(' ', indent) + new string('^', marks), lines[4]);
    }

    [Fact]
    public void A_long_line_is_clipped_around_the_place()
    {
        var line = new string('a', 300) + "营收" + new string('b', 300);
        var lines = Rendered(line, 300, 2, 60);
        Assert.Equal("1 | …" + new string('a', 20) + "营收" + new string('b', 34) + "…", lines[3]);
        Assert.Equal("  | " + new string(' ', 21) + "^^^^", lines[4]);
        Assert.Equal(60, DisplayWidth.Of(lines[3].AsSpan(4)));
    }

    [Fact]
    public void A_clipped_line_never_cuts_a_character_in_two()
    {
        var line = string.Concat(Enumerable.Repeat("𠮷", 200)) + "x";
        for (var at = 0; at < line.Length; at++)
        {
            Assert.DoesNotContain("·", string.Join('\n', Rendered(line, at % 2 == 0 ? at : at - 1, 2, 40)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Marks_of_several_lines_stay_on_the_first()
    {
        var lines = Rendered("ab\ncd", 1, 4, 120);
        Assert.Equal(["1 | ab", "  |  ^"], lines[3..5]);
    }

    [Fact]
    public void The_end_of_a_file_can_be_marked()
    {
        var file = new SourceText("a.plan", "ab\n");
        Assert.EndsWith(
            "--> a.plan:2:1\n  |\n2 |\n  | ^\n",
            DiagnosticRenderer.Render(new Diagnostic(Sample, file, new TextSpan(3, 0), "m")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_come_from_outside()
    {
        var file = new SourceText("a.plan", "ab");
        var rendering = new DiagnosticRendering(Style: (style, text) => $"<{style}>{text}</>");
        Assert.Equal(
            "<Error>error[PF0000]</>: <Message>m</>\n<Frame> --> </>a.plan:1:1\n<Frame>  |\n</><Frame>1 |</> ab\n<Frame>  |</> <Error>^</>\n",
            DiagnosticRenderer.Render(new Diagnostic(Sample, file, new TextSpan(0, 1), "m"), rendering));
    }

    [Fact]
    public void A_line_of_millions_of_characters_is_rendered_from_the_part_that_shows()
    {
        var file = new SourceText("a.plan", new string('a', 20_000_000));
        var fix = new Fix("f", new TextSpan(10_000_000, 1), "b");
        var text = DiagnosticRenderer.Render(new Diagnostic(Sample, file, new TextSpan(10_000_000, 1), "m") { Fix = fix });
        Assert.InRange(text.Length, 100, 500);
    }

    [Fact]
    public void A_record_is_what_json_shows()
    {
        var problem = Plans.Problem("line x = 1\nline y = 20USD");
        Assert.StartsWith(
            "{\"code\":\"PF1012\",\"severity\":\"error\",\"file\":\"test.plan\",\"line\":2,\"column\":10,\"end_line\":2,"
                + "\"end_column\":15,\"message\":",
            JsonSerializer.Serialize(DiagnosticRecord.Of(problem)),
            StringComparison.Ordinal);
        var fix = DiagnosticRecord.Of(problem).Fix!;
        Assert.Equal((2, 12, 2, 12, " "), (fix.Line, fix.Column, fix.EndLine, fix.EndColumn, fix.Replacement));
        Assert.Null(DiagnosticRecord.Of(Plans.Problem("line x = a b")).Fix);
    }

    private static string[] Rendered(string text, int start, int length, int width) =>
        DiagnosticRenderer.Render(
            new Diagnostic(Sample, new SourceText("a.plan", text), new TextSpan(start, length), "m"),
            new DiagnosticRendering(width)).Split('\n');
}
