using System.Collections.Immutable;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Proforma.Reporting.Html;

namespace Proforma.Reporting.Reports;

/// <summary>Reads templates: Markdown with figures in double braces and fenced blocks.</summary>
public static class TemplateReader
{
    /// <summary>The largest template that is read, in characters.</summary>
    public const int MaxLength = 4 << 20;

    internal static MarkdownPipeline Pipeline { get; } = Build();

    /// <summary>Reads one template. It never fails: what cannot be read is in <paramref name="problems"/>.</summary>
    public static TemplateFile Read(string path, string text, ICollection<ReportProblem> problems)
    {
        var front = FrontMatter.Read(text);
        var document = Markdig.Markdown.Parse(text, Pipeline);
        var file = new TemplateFile(path, text, document, front);

        // A page needs no other file and leads to no script: a picture becomes a link to it.
        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = HtmlText.SafeUrl(link.Url ?? "");
            link.IsImage = false;
        }

        var figures = ImmutableArray.CreateBuilder<TemplateFigure>();
        foreach (var inline in document.Descendants<FigureInline>())
        {
            figures.Add(inline.Figure = FigureSyntax.Read(text, inline.Span.Start, inline.Span.Length));
            if (inline.Figure.Expression.Length == 0)
            {
                problems.Add(new ReportProblem(ReportCodes.OpenFigure, file, inline.Span.Start, inline.Span.Length,
                    "There is no figure between these braces; write for example {{ revenue[2027] }}."));
            }
        }

        var blocks = ImmutableArray.CreateBuilder<TemplateBlock>();
        foreach (var fence in document.Descendants<FencedCodeBlock>().Where(IsFilled))
        {
            var block = BlockOf(text, fence);
            fence.SetData(typeof(TemplateBlock), block);
            blocks.Add(block);
        }

        file.Figures = figures.ToImmutable();
        file.Blocks = blocks.ToImmutable();
        return file;
    }

    /// <summary>The block that a fence stands for, or null for code.</summary>
    internal static TemplateBlock? BlockOf(FencedCodeBlock fence) => fence.GetData(typeof(TemplateBlock)) as TemplateBlock;

    private static bool IsFilled(FencedCodeBlock fence) => TemplateBlock.Kinds.Contains(fence.Info ?? "");

    private static TemplateBlock BlockOf(string text, FencedCodeBlock fence)
    {
        var start = fence.Span.Start;
        var end = Math.Min(text.Length, fence.Span.End + 1);
        var kind = text.IndexOf(fence.Info!, start, StringComparison.Ordinal);
        var parameters = ImmutableArray.CreateBuilder<TemplateParameter>();
        for (var i = 0; i < fence.Lines.Count; i++)
        {
            var line = fence.Lines.Lines[i];
            var content = line.Slice.ToString();
            var colon = content.IndexOf(':', StringComparison.Ordinal);
            var whole = new TemplateText(content, line.Slice.Start);
            if (content.Trim().Length == 0 || content.TrimStart().StartsWith('#'))
            {
                continue;
            }

            parameters.Add(colon < 0
                ? new TemplateParameter(whole.Part(0, content.Length), whole.Part(content.Length, content.Length))
                : new TemplateParameter(whole.Part(0, colon), whole.Part(colon + 1, content.Length)));
        }

        return new TemplateBlock(new TemplateText(fence.Info!, kind), start, end - start, parameters.ToImmutable());
    }

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().UsePreciseSourceLocation().UseYamlFrontMatter().UsePipeTables().UseFootnotes()
            .UseEmphasisExtras().UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub).DisableHtml();
        builder.InlineParsers.Insert(0, new FigureParser());
        return builder.Build();
    }

    /// <summary>Finds `{{ … }}` on one line or over several, outside of code.</summary>
    private sealed class FigureParser : InlineParser
    {
        private const int Longest = 4_000;

        public FigureParser()
        {
            OpeningCharacters = ['{'];
        }

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            if (slice.PeekChar() != '{')
            {
                return false;
            }

            var text = slice.Text;
            var close = text.AsSpan(slice.Start, Math.Min(slice.End + 1 - slice.Start, Longest)).IndexOf("}}", StringComparison.Ordinal);
            if (close < 0)
            {
                return false;
            }

            var length = close + 2;
            var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
            processor.Inline = new FigureInline
            {
                Span = new SourceSpan(start, processor.GetSourcePosition(slice.Start + length - 1)),
                Line = line,
                Column = column,
            };
            slice.Start += length;
            return true;
        }
    }
}

/// <summary>The place of a figure in the tree of a template.</summary>
internal sealed class FigureInline : LeafInline
{
    public TemplateFigure Figure { get; set; } = null!;
}
