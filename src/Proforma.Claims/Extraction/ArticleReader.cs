using Proforma.Claims.Extraction.Documents;
using Proforma.Claims.Extraction.Periods;
using Proforma.Claims.Extraction.Quantities;
using Proforma.Claims.Extraction.Roles;

namespace Proforma.Claims.Extraction;

/// <summary>
/// Reads the figures out of an article, Chinese or English, with their roles. Pure: the same text gives the same figures; no file, network or
/// clock is touched, no markup is executed, no link or image is fetched. Work is linear in the size of the text.
/// </summary>
public static class ArticleReader
{
    private const int SurroundingLines = 3;
    private const int LongestSurrounding = 120;

    /// <summary>Reads an article given as bytes in UTF-8, UTF-16 (with a byte-order mark), GB18030 or the charset that its HTML declares.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="options">What the caller knows; null for none.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The reading, or a refusal for input that is empty, binary, too large or in an unknown encoding.</returns>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static ReadingResult Read(ReadOnlySpan<byte> bytes, ReadingOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new ReadingOptions();
        var (text, refusal) = ArticleDecoder.Decode(bytes, options.Limits);
        return text is null ? new ReadingResult { Refusal = refusal } : Read(text, options, cancellation);
    }

    /// <summary>Reads an article given as text; the figures' spans point into this text.</summary>
    /// <param name="text">The source text.</param>
    /// <param name="options">What the caller knows; null for none.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The reading, or a refusal for input that is empty, binary or too large.</returns>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static ReadingResult Read(string text, ReadingOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= new ReadingOptions();
        if (ArticleDecoder.Check(text, options.Limits) is { } refusal)
        {
            return new ReadingResult { Refusal = refusal };
        }

        var article = ArticleParser.Parse(text, options.Format, options.Limits);
        return new ReadingResult { Reading = ReadParts(text, article, options, cancellation) };
    }

    private static Reading ReadParts(string text, Article article, ReadingOptions options, CancellationToken cancellation)
    {
        var published = options.PublishedOn ?? article.PublishedOn;
        if (published is null && FindDate(article) is { } guessed)
        {
            published = guessed;
            article.Notes.Add(new Wording(
                $"The publication date is not declared; {guessed:yyyy-MM-dd} stands in the opening lines.",
                $"文中没有标明发布日期；开头写有 {guessed:yyyy-MM-dd}，以此为准。"));
        }

        var texts = Prepare(article, options, published, cancellation);
        var blocks = texts.Values.ToList();
        var finder = new EntityFinder(new KnownEntities(options.Entities));
        finder.Find(blocks);
        bool chinese = IsChinese(blocks);
        var assembler = new FigureAssembler(new SourceText(text), new CurrencyContext(blocks, chinese), TrackNaming.HasThreeTracks(blocks));
        var state = new ReadingState { PublishedOn = published, Topic = finder.Topic, ReportedPeriod = ReportedPeriod(blocks, published), IsResultsReport = OpensWithPeriod(blocks, published) };
        var figures = ReadFigures(article, texts, state, assembler, options.Limits, cancellation);
        if (published is null && figures.Exists(figure => figure.Period.IsOpen))
        {
            article.Notes.Add(new Wording(
                "No publication date is known, so relative dates (last year, 今年) are left open.",
                "发布日期不明，因此“今年”“去年”等相对日期留空。"));
        }

        return new Reading
        {
            SourceText = text,
            Title = article.Title,
            PublishedOn = published,
            Language = article.Language ?? (chinese ? "zh" : "en"),
            Url = article.Url,
            Publisher = article.Publisher,
            Topic = finder.Topic,
            Figures = figures,
            Notes = article.Notes,
        };
    }

    /// <summary>The quarter or half-year that an article names most often among those that had ended when it came out.</summary>
    private static PeriodSpan? ReportedPeriod(List<BlockText> blocks, DateOnly? published)
    {
        var counts = new Dictionary<PeriodSpan, int>();
        foreach (var mention in blocks.SelectMany(block => block.Periods))
        {
            bool candidate = mention.Form == PeriodForm.Whole && mention.Span.From == mention.Span.To && mention.Span.From.Grain is PeriodGrain.Quarter or PeriodGrain.Half
                && (published is null || mention.Span.From.IsFiscal || mention.Span.To.LastDay <= published);
            if (candidate)
            {
                counts[mention.Span] = counts.GetValueOrDefault(mention.Span) + 1;
            }
        }

        return counts.Count == 0 ? AnnualPeriod(blocks) : counts.OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key.To.LastDay).First().Key;
    }

    /// <summary>"Results for the year ended 31 March 2025", 截至2024年12月31日止年度业绩: the year that an annual report opens with.</summary>
    private static PeriodSpan? AnnualPeriod(List<BlockText> blocks)
    {
        foreach (var block in blocks.Take(4))
        {
            foreach (var mention in block.Periods)
            {
                var words = block.Folded[mention.Start..mention.End];
                bool ended = words.Contains("ended", StringComparison.Ordinal) || words.Contains("止年度", StringComparison.Ordinal);
                if (ended && mention.Form == PeriodForm.Whole && mention.Span.From == mention.Span.To && mention.Span.From.Grain == PeriodGrain.Year)
                {
                    return mention.Span;
                }
            }
        }

        return null;
    }

    /// <summary>Whether the title or the opening names the quarter or half-year that the article reports on.</summary>
    private static bool OpensWithPeriod(List<BlockText> blocks, DateOnly? published) =>
        ReportedPeriod(blocks, published) is { } reported && blocks.Take(4).Any(block => block.Periods.Exists(mention => mention.Form == PeriodForm.Whole && mention.Span == reported));

    private static DateOnly? FindDate(Article article)
    {
        foreach (var block in article.Parts.OfType<ArticleBlock>().Take(4))
        {
            if (PublicationDate.FindIn(block.Text) is { } date)
            {
                return date;
            }
        }

        return null;
    }

    private static Dictionary<ArticleBlock, BlockText> Prepare(Article article, ReadingOptions options, DateOnly? published, CancellationToken cancellation)
    {
        var vocabulary = new CueVocabulary(options.Glossary);
        var periods = new PeriodScanner(published);
        var quantities = new QuantityScanner();
        var texts = new Dictionary<ArticleBlock, BlockText>();
        foreach (var block in Blocks(article))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!texts.ContainsKey(block))
            {
                texts.Add(block, new BlockText(block, vocabulary, periods, quantities));
            }
        }

        return texts;
    }

    private static IEnumerable<ArticleBlock> Blocks(Article article)
    {
        foreach (var part in article.Parts)
        {
            if (part is ArticleBlock block)
            {
                yield return block;
            }
            else if (part is ArticleTable table)
            {
                if (table.Caption is not null)
                {
                    yield return table.Caption;
                }

                foreach (var cell in table.Rows.SelectMany(row => row))
                {
                    yield return cell.Block;
                }
            }
        }
    }

    private static bool IsChinese(List<BlockText> blocks)
    {
        long han = 0;
        long latin = 0;
        foreach (var block in blocks)
        {
            foreach (char c in block.Folded)
            {
                han += c is >= '\u4E00' and <= '\u9FFF' ? 1 : 0;
                latin += Words.IsLetter(c) ? 1 : 0;
            }
        }

        return han * 3 > latin;
    }

    private static List<Figure> ReadFigures(
        Article article, Dictionary<ArticleBlock, BlockText> texts, ReadingState state, FigureAssembler assembler, ReadingLimits limits, CancellationToken cancellation)
    {
        var figures = new List<Figure>();
        var recent = new List<BlockText>();
        foreach (var part in article.Parts)
        {
            cancellation.ThrowIfCancellationRequested();
            if (figures.Count >= limits.MaxFigures)
            {
                article.Notes.Add(new Wording(
                    $"More than {limits.MaxFigures} figures; the rest of the text was not read.",
                    $"数字超过 {limits.MaxFigures} 个，其余文字没有读取。"));
                break;
            }

            if (part is ArticleTable table)
            {
                ReadTable(table, texts, recent, state, assembler, figures);
                recent.Clear();
                continue;
            }

            var block = texts[(ArticleBlock)part];
            AddAll(figures, assembler, ProseReader.Read(block, state).Select(draft => (block, draft)));
            Remember(block, state, recent);
        }

        figures.Sort((a, b) => a.Start.CompareTo(b.Start));
        return figures;
    }

    private static void ReadTable(
        ArticleTable table, Dictionary<ArticleBlock, BlockText> texts, List<BlockText> recent, ReadingState state, FigureAssembler assembler, List<Figure> figures)
    {
        var surroundings = recent.AsEnumerable().Reverse().ToList();
        AddAll(figures, assembler, new TableReader(table, texts, surroundings, state).Read());
        foreach (var cell in table.Rows.SelectMany(row => row).Where(cell => !cell.IsRepeat && TableReader.IsProse(cell.Block)))
        {
            var block = texts[cell.Block];
            AddAll(figures, assembler, ProseReader.Read(block, state).Select(draft => (block, draft)));
        }

        if (table.Caption is not null)
        {
            var caption = texts[table.Caption];
            AddAll(figures, assembler, ProseReader.Read(caption, state).Select(draft => (caption, draft)));
        }
    }

    private static void AddAll(List<Figure> figures, FigureAssembler assembler, IEnumerable<(BlockText Block, FigureDraft Draft)> drafts)
    {
        foreach (var (block, draft) in drafts)
        {
            if (assembler.Assemble(block, draft) is { } figure)
            {
                figures.Add(figure);
            }
        }
    }

    /// <summary>Keeps what headings name, and the short lines that may say a table's unit.</summary>
    private static void Remember(BlockText block, ReadingState state, List<BlockText> recent)
    {
        if (block.Block.Kind is BlockKind.Title or BlockKind.Heading || block.Text.Length < 60 && block.Quantities.Count == 0)
        {
            var periods = block.Periods.FindAll(p => p.Form == PeriodForm.Whole && p.Span.From.Grain != PeriodGrain.Day);
            state.HeadingPeriod = periods.Count == 1 ? periods[0].Span : state.HeadingPeriod;
            state.HeadingEntity = block.Entities.Find(entity => !entity.IsPronoun).Name ?? state.HeadingEntity;
        }

        if (block.Text.Length <= LongestSurrounding)
        {
            recent.Add(block);
            if (recent.Count > SurroundingLines)
            {
                recent.RemoveAt(0);
            }
        }
        else
        {
            recent.Clear();
        }
    }
}
