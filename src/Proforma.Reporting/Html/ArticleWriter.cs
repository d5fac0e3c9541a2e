using System.Globalization;
using System.Text;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;

namespace Proforma.Reporting.Html;

/// <summary>Writes the article of a page: its head, the template's prose with figures, tables and charts in it, and the notes.</summary>
internal sealed class ArticleWriter
{
    private readonly ReportDocument _report;
    private readonly HeadingBlock? _heading;
    private readonly BlockWriter _blocks;

    public ArticleWriter(ReportDocument report)
    {
        _report = report;
        _blocks = new BlockWriter(report.Language);
        _heading = report.Root.Document.Descendants<HeadingBlock>().FirstOrDefault(static h => h.Level == 1);
        Title = report.Title.Length > 0 ? report.Title : _heading is not null ? PlainText(_heading) : report.PlanTitle;
    }

    /// <summary>The title in plain words.</summary>
    public string Title { get; }

    public string Article()
    {
        var html = new StringWriter(CultureInfo.InvariantCulture);
        Head(html);
        Render(_report.Root, html);
        Notes(html);
        return html.ToString();
    }

    private string Say(string english, string chinese) => _report.Language == ReportLanguage.Chinese ? chinese : english;

    private void Head(StringWriter html)
    {
        var front = _report.Root.Front;
        html.Write("<header>\n");
        Line(html, "p", "kicker", front["kicker"].Text);
        html.Write("<h1>");
        if (_heading is not null)
        {
            Renderer(html).WriteLeafInline(_heading);
        }
        else
        {
            html.Write(HtmlText.Escaped(Title));
        }

        html.Write("</h1>\n");
        Line(html, "p", "deck", front["summary"].Text);
        Line(html, "p", "by", string.Join(" · ", new[] { front["author"].Text, front["date"].Text }.Where(static t => t.Length > 0)));
        html.Write("</header>\n");
    }

    private static void Line(StringWriter html, string element, string className, string text)
    {
        if (text.Length > 0)
        {
            html.Write($"<{element} class=\"{className}\">{HtmlText.Escaped(text)}</{element}>\n");
        }
    }

    private void Render(TemplateFile file, StringWriter html)
    {
        var renderer = Renderer(html);
        foreach (var block in file.Document)
        {
            if (block != _heading)
            {
                renderer.Render(block);
            }
        }
    }

    private HtmlRenderer Renderer(StringWriter html)
    {
        var renderer = new HtmlRenderer(html);
        TemplateReader.Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Insert(0, new FigureRenderer(_report));
        renderer.ObjectRenderers.Insert(0, new FilledRenderer(this, html));
        renderer.ObjectRenderers.Insert(0, new LinkRenderer());
        renderer.ObjectRenderers.Insert(0, new BreakRenderer());
        return renderer;
    }

    private void Filled(TemplateBlock block, StringWriter html)
    {
        switch (_report.BlockOf.GetValueOrDefault(block))
        {
            case TableBlock table:
                _blocks.Write(table.Table, html);
                break;
            case ReportChart chart:
                _blocks.Write(chart, html);
                break;
            case IncludedBlock included:
                Render(included.File, html);
                break;
        }
    }

    private void Notes(StringWriter html)
    {
        if (_report.Figures.IsEmpty && _report.Sources.IsEmpty)
        {
            return;
        }

        html.Write($"<section class=\"notes\" aria-labelledby=\"notes-title\">\n<h2 id=\"notes-title\">{Say("Figures and sources", "数字与出处")}</h2>\n");
        if (!_report.Figures.IsEmpty)
        {
            html.Write("<ol>\n");
            foreach (var figure in _report.Figures)
            {
                html.Write($"<li id=\"fig-{figure.Number.ToString(CultureInfo.InvariantCulture)}\">{NoteOf(figure)}</li>\n");
            }

            html.Write("</ol>\n");
        }

        foreach (var source in _report.Sources)
        {
            var title = HtmlText.Escaped(source.Title);
            var link = source.Url.Length > 0 && HtmlText.SafeUrl(source.Url) is { } url and not "#"
                ? $"<a href=\"{HtmlText.Escaped(url)}\" rel=\"noopener noreferrer\">{title}</a>" : title;
            var rest = string.Join("",
                new[] { source.Publisher, source.Date }.Where(static t => t.Length > 0).Select(static t => " · " + HtmlText.Escaped(t)));
            html.Write($"<p>{Say("Source", "出处")}：".Replace("Source：", "Source: ", StringComparison.Ordinal) + link + rest + "</p>\n");
        }

        html.Write("</section>\n");
    }

    private string NoteOf(ReportFigure figure)
    {
        var note = figure.Note;
        var text = new StringBuilder($"<code>{HtmlText.Escaped(note.Cell)}</code> = {HtmlText.Figure(note.Value)}");
        if (note.Formula.Length > 0)
        {
            text.Append(Say("; ", "；")).Append(HtmlText.Escaped(note.Formula));
        }

        if (note.Quote.Length > 0)
        {
            text.Append(Say("; reported: “", "；报道：“")).Append(HtmlText.Escaped(note.Quote)).Append('”');
        }

        if (note.Assumption.Length > 0)
        {
            text.Append(Say("; assumed: ", "；假设：")).Append(HtmlText.Escaped(note.Assumption));
        }

        return text.ToString();
    }

    private string PlainText(HeadingBlock heading)
    {
        var text = new StringBuilder();
        foreach (var inline in heading.Inline?.Descendants() ?? [])
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                FigureInline figure => _report.FigureOf.GetValueOrDefault(figure.Figure)?.Text ?? "",
                LineBreakInline => " ",
                _ => "",
            });
        }

        return text.ToString().Trim();
    }

    /// <summary>A figure in prose: a link to its note, which opens what it is made of where scripts run.</summary>
    private sealed class FigureRenderer(ReportDocument report) : HtmlObjectRenderer<FigureInline>
    {
        protected override void Write(HtmlRenderer renderer, FigureInline obj)
        {
            if (report.FigureOf.GetValueOrDefault(obj.Figure) is not { } figure)
            {
                return;
            }

            var number = figure.Number.ToString(CultureInfo.InvariantCulture);
            var key = figure.Key >= 0 ? $" data-k=\"{figure.Key.ToString(CultureInfo.InvariantCulture)}\"" : "";
            renderer.Write($"<a class=\"fig\" href=\"#fig-{number}\" data-n=\"{number}\"{key}>{HtmlText.Figure(figure.Text)}</a>");
        }
    }

    private sealed class FilledRenderer(ArticleWriter article, StringWriter html) : HtmlObjectRenderer<FencedCodeBlock>
    {
        private readonly CodeBlockRenderer _code = new();

        protected override void Write(HtmlRenderer renderer, FencedCodeBlock obj)
        {
            if (TemplateReader.BlockOf(obj) is { } block)
            {
                renderer.EnsureLine();
                article.Filled(block, html);
            }
            else
            {
                _code.Write(renderer, obj);
            }
        }
    }

    /// <summary>A line that ends in the template is no blank between Chinese words.</summary>
    private sealed class BreakRenderer : HtmlObjectRenderer<LineBreakInline>
    {
        protected override void Write(HtmlRenderer renderer, LineBreakInline obj)
        {
            if (obj.IsHard)
            {
                renderer.Write("<br>\n");
            }
            else if (!IsWide(Edge(obj.PreviousSibling, isEnd: true)) && !IsWide(Edge(obj.NextSibling, isEnd: false)))
            {
                renderer.Write('\n');
            }
        }

        private static bool IsWide(char edge) => edge != '\0' && Tables.DisplayWidth.Of(edge.ToString()) == 2;

        private static char Edge(Inline? inline, bool isEnd) => inline switch
        {
            LiteralInline { Content.Length: > 0 } literal => isEnd ? literal.Content.Text[literal.Content.End]
                : literal.Content.Text[literal.Content.Start],
            ContainerInline container => Edge(isEnd ? container.LastChild : container.FirstChild, isEnd),
            _ => '\0',
        };
    }

    private sealed class LinkRenderer : HtmlObjectRenderer<AutolinkInline>
    {
        protected override void Write(HtmlRenderer renderer, AutolinkInline obj)
        {
            var url = HtmlText.SafeUrl(obj.IsEmail ? "mailto:" + obj.Url : obj.Url);
            renderer.Write($"<a href=\"{HtmlText.Escaped(url)}\">{HtmlText.Escaped(obj.Url)}</a>");
        }
    }
}
