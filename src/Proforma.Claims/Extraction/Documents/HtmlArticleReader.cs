using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace Proforma.Claims.Extraction.Documents;

/// <summary>
/// Reads HTML from AngleSharp's token stream. No tree is built: a bomb of nested tags costs what its length costs, and
/// every token knows its place in the source. Scripts, styles and embedded objects are passed over unread.
/// </summary>
internal sealed class HtmlArticleReader
{
    private const int LargestSpan = 64;

    private static readonly HashSet<string> Unread = new(StringComparer.Ordinal)
    {
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "noembed", "noframes", "textarea", "select", "canvas", "audio", "video",
    };

    private static readonly HashSet<string> Inline = new(StringComparer.Ordinal)
    {
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "rp", "rt",
        "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr",
    };

    private readonly string source;
    private readonly int start;
    private readonly Article article;
    private readonly ReadingLimits limits;
    private readonly BlockBuilder builder = new();
    private readonly Stack<TableInProgress> tables = new();
    private BlockKind kind = BlockKind.Paragraph;
    private string? unread;
    private int unreadDepth;

    private HtmlArticleReader(string source, int start, Article article, ReadingLimits limits)
    {
        this.source = source;
        this.start = start;
        this.article = article;
        this.limits = limits;
    }

    /// <summary>Reads the source's characters <c>[start, end)</c> into the article.</summary>
    public static void Read(string source, int start, int end, Article article, ReadingLimits limits) =>
        new HtmlArticleReader(source, start, article, limits).Run(end);

    private void Run(int end)
    {
        using var text = new TextSource(source[start..end]);
        using var tokenizer = new HtmlTokenizer(text, HtmlEntityProvider.Resolver);
        while (true)
        {
            var token = tokenizer.Get();
            int from = start + token.Position.Index;
            int to = Math.Min(end, start + tokenizer.Position);
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    Finish();
                    return;
                case HtmlTokenType.Character when unread is null:
                    AppendText(from, to);
                    break;
                case HtmlTokenType.StartTag:
                    SetState(tokenizer, token.Name);
                    StartTag(token.AsTag(), from, to);
                    break;
                case HtmlTokenType.EndTag:
                    EndTag(token.Name, from);
                    break;
            }
        }
    }

    private static void SetState(HtmlTokenizer tokenizer, string name)
    {
        tokenizer.State = name switch
        {
            "script" => HtmlParseMode.Script,
            "style" or "noscript" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
            "title" or "textarea" => HtmlParseMode.RCData,
            "plaintext" => HtmlParseMode.Plaintext,
            _ => tokenizer.State,
        };
    }

    private void StartTag(HtmlTagToken tag, int from, int to)
    {
        string name = tag.Name;
        if (unread is not null)
        {
            unreadDepth += name == unread && !tag.IsSelfClosing ? 1 : 0;
            return;
        }

        if (Unread.Contains(name))
        {
            builder.Break(from);
            unread = tag.IsSelfClosing ? null : name;
            unreadDepth = 1;
            return;
        }

        switch (name)
        {
            case "html":
                article.Language ??= Attribute(tag, "lang");
                break;
            case "meta":
                HtmlMetadata.Read(tag, article);
                break;
            case "time":
                article.PublishedOn ??= PublicationDate.Parse(Attribute(tag, "datetime"));
                break;
            case "img":
                ReadAlternativeText(from, to);
                break;
            case "br":
                builder.Break(from);
                break;
            case "table":
                OpenTable();
                break;
            case "tr" or "td" or "th" or "caption":
                TablePart(tag, name);
                break;
            default:
                StartBlock(name, from);
                break;
        }
    }

    private void StartBlock(string name, int from)
    {
        if (Inline.Contains(name))
        {
            return;
        }

        EndBlock(from);
        kind = name switch
        {
            "title" => BlockKind.Title,
            "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => BlockKind.Heading,
            "li" or "dt" or "dd" => BlockKind.ListItem,
            "figcaption" => BlockKind.Caption,
            _ => BlockKind.Paragraph,
        };
    }

    private void EndTag(string name, int from)
    {
        if (unread is not null)
        {
            if (name == unread && --unreadDepth == 0 || name is "body" or "html")
            {
                unread = null;
            }

            return;
        }

        switch (name)
        {
            case "table":
                CloseTable();
                break;
            case "td" or "th" or "tr" or "caption":
                CloseCell();
                break;
            default:
                if (!Inline.Contains(name))
                {
                    EndBlock(from);
                }

                break;
        }
    }

    private void AppendText(int from, int to)
    {
        var text = source.AsSpan();
        for (int i = from; i < to; i++)
        {
            if (text[i] == '&' && CharacterReferences.Read(text, i, out int end) is { } decoded)
            {
                for (int k = 0; k < decoded.Length; k++)
                {
                    builder.Append(decoded[k], i, end - i);
                }

                i = end - 1;
            }
            else
            {
                builder.Append(text[i], i, 1);
            }

            if (builder.Length >= limits.MaxBlockLength && InCell is null)
            {
                EndBlock(i);
            }
        }
    }

    private TableInProgress? InCell => tables.Count > 0 && tables.Peek().InCell ? tables.Peek() : null;

    private void EndBlock(int from)
    {
        if (InCell is not null)
        {
            builder.Break(from);
            return;
        }

        Flush();
    }

    private void Flush()
    {
        var block = builder.Build(kind);
        if (block is { Kind: BlockKind.Title })
        {
            article.Title ??= block.Text;
        }

        article.Add(block);
        kind = BlockKind.Paragraph;
    }

    private void OpenTable()
    {
        if (tables.Count >= limits.MaxNesting)
        {
            return;
        }

        // A table inside a cell is a table of its own; the text before it stays the outer cell's.
        if (InCell is not null)
        {
            CloseCell();
        }
        else
        {
            Flush();
        }

        tables.Push(new TableInProgress(new HtmlTableBuilder(limits.MaxTableCells)));
    }

    private void TablePart(HtmlTagToken tag, string name)
    {
        if (tables.Count == 0)
        {
            EndBlock(start);
            return;
        }

        CloseCell();
        var table = tables.Peek();
        if (name == "tr")
        {
            table.Builder.StartRow();
            return;
        }

        table.InCell = name != "caption";
        table.IsHeader = name == "th";
        table.InCaption = name == "caption";
        table.ColumnSpan = Span(tag, "colspan");
        table.RowSpan = Span(tag, "rowspan");
    }

    private static int Span(HtmlTagToken tag, string name) =>
        int.TryParse(Attribute(tag, name), out int span) ? Math.Clamp(span, 1, LargestSpan) : 1;

    private void CloseCell()
    {
        if (tables.Count == 0)
        {
            return;
        }

        var table = tables.Peek();
        if (table.InCell)
        {
            table.Builder.AddCell(builder.BuildCell(), table.IsHeader, table.ColumnSpan, table.RowSpan);
        }
        else if (table.InCaption)
        {
            table.Builder.Caption = builder.Build(BlockKind.Caption);
        }
        else
        {
            Flush();
        }

        table.InCell = false;
        table.InCaption = false;
    }

    private void CloseTable()
    {
        if (tables.Count == 0)
        {
            return;
        }

        CloseCell();
        var table = tables.Pop().Builder;
        if (table.IsFull)
        {
            article.Notes.Add(new Wording(
                $"A table has more than {limits.MaxTableCells} cells; the rest of it was not read.",
                $"有表格超过 {limits.MaxTableCells} 个单元格，其余部分没有读取。"));
        }

        if (table.Build() is { } built)
        {
            article.Add(built);
            return;
        }

        article.Add(table.Caption);
        foreach (var block in table.Blocks())
        {
            article.Add(block);
        }
    }

    private void Finish()
    {
        while (tables.Count > 0)
        {
            CloseTable();
        }

        Flush();
    }

    private void ReadAlternativeText(int from, int to)
    {
        // The token holds the value but not its place, so the tag's own characters are read again.
        int at = source.IndexOf(" alt", from, Math.Max(0, to - from), StringComparison.OrdinalIgnoreCase);
        if (at < 0 || InCell is not null)
        {
            return;
        }

        int open = at + 4;
        while (open < to && source[open] is ' ' or '=')
        {
            open++;
        }

        if (open >= to || source[open] is not ('"' or '\''))
        {
            return;
        }

        int close = source.IndexOf(source[open], open + 1, to - open - 1);
        if (close > open + 1)
        {
            Flush();
            kind = BlockKind.Caption;
            AppendText(open + 1, close);
            Flush();
        }
    }

    private static string? Attribute(HtmlTagToken tag, string name)
    {
        string value = tag.GetAttribute(name);
        return value.Length == 0 ? null : value;
    }

    private sealed class TableInProgress(HtmlTableBuilder builder)
    {
        public HtmlTableBuilder Builder { get; } = builder;

        public bool InCell { get; set; }

        public bool IsHeader { get; set; }

        public bool InCaption { get; set; }

        public int ColumnSpan { get; set; } = 1;

        public int RowSpan { get; set; } = 1;
    }
}
