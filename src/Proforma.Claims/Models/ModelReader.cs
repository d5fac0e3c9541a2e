using System.Globalization;
using Microsoft.Extensions.AI;
using Proforma.Claims.Drafting;
using Proforma.Claims.Extraction;

namespace Proforma.Claims.Models;

/// <summary>
/// Asks a language model for what the grammar left open. Nothing that it says is taken on trust: a figure has to stand in the text letter by letter, its
/// value has to be what the quantity grammar reads there, companies and speakers have to be words of the article, metrics keys of the glossary, periods and
/// tracks of their known forms. What the grammar was sure of is never changed.
/// </summary>
public sealed class ModelReader(IChatClient client, ModelReaderOptions? options = null)
{
    private const double Sure = 0.6, ModelConfidence = 0.5;
    private const int LongestName = 80;

    private readonly ModelReaderOptions _options = options ?? new ModelReaderOptions();

    /// <summary>The reading with what the model could add; the same reading with a note where the model failed.</summary>
    /// <param name="reading">The article as the grammar read it.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The caller stopped it; a model that takes too long is no exception.</exception>
    public async Task<Reading> ImproveAsync(Reading reading, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var figures = reading.Figures.ToList();
        var notes = reading.Notes.ToList();
        var questions = 0;
        var rejected = 0;
        foreach (var (start, length) in Parts(reading.SourceText))
        {
            if (questions++ == _options.MaxQuestions)
            {
                notes.Add(new Wording("The language model was asked about the first part of the article only.", "只就文章的前一部分询问了语言模型。"));
                break;
            }

            var part = reading.SourceText.Substring(start, length);
            var (answer, problem) = await AskAsync(part, reading.PublishedOn, cancellation).ConfigureAwait(false);
            if (answer is null)
            {
                notes.Add(problem);
                break;
            }

            rejected += Take(ProposedFigure.Parse(answer, _options.MaxFigures), reading, start, part, figures);
        }

        if (rejected > 0)
        {
            notes.Add(new Wording(
                $"{rejected} figures of the language model were left out: they do not stand in the text, or not with that value.",
                $"语言模型给出的 {rejected} 个数字没有采用：原文没有，或数值不符。"));
        }

        figures.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return reading with { Figures = figures, Notes = notes };
    }

    /// <summary>Cuts at the ends of lines where there are some.</summary>
    private IEnumerable<(int Start, int Length)> Parts(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = Math.Min(text.Length, start + _options.PartLength);
            if (end < text.Length)
            {
                var line = text.LastIndexOf('\n', end - 1, end - start);
                end = line > start ? line + 1 : char.IsLowSurrogate(text[end]) && end - 1 > start ? end - 1 : end;
            }

            if (!text.AsSpan(start, end - start).IsWhiteSpace())
            {
                yield return (start, end - start);
            }

            start = end;
        }
    }

    private async Task<(string? Answer, Wording Problem)> AskAsync(string part, DateOnly? published, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(_options.Timeout);
        try
        {
            var chat = new ChatOptions { Temperature = 0, ResponseFormat = ChatResponseFormat.Json };
            var asking = client.GetResponseAsync(ModelQuestion.Of(part, published, _options.Glossary), chat, stop.Token);

            // A client that does not look at its token is left behind.
            var response = await asking.WaitAsync(stop.Token).ConfigureAwait(false);
            return response.Text.Length <= _options.MaxAnswerLength
                ? (response.Text, default)
                : (null, new Wording("The language model's answer was too long and was left out.", "语言模型的回答过长，没有采用。"));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, new Wording("The language model did not answer in time; the figures are as the grammar read them.", "语言模型没有及时回答；数字以语法读取的为准。"));
        }
        catch (Exception error) when (error is not OperationCanceledException and not OutOfMemoryException)
        {
            // Whatever a client throws (a refused connection, an answer it cannot read) is its failure, not the reading's.
            return (null, new Wording(
                $"The language model could not be asked ({error.Message}); the figures are as the grammar read them.",
                $"无法询问语言模型（{error.Message}）；数字以语法读取的为准。"));
        }
    }

    /// <summary>Takes what holds; the number of figures that do not.</summary>
    private int Take(IReadOnlyList<ProposedFigure> proposed, Reading reading, int start, string part, List<Figure> figures)
    {
        var rejected = 0;
        var before = CodePoints(reading.SourceText.AsSpan(0, start));
        foreach (var proposal in proposed)
        {
            var at = Find(part, proposal);
            if (at < 0)
            {
                rejected++;
                continue;
            }

            var from = before + CodePoints(part.AsSpan(0, at));
            var to = from + CodePoints(proposal.Quote);
            var known = figures.FindIndex(figure => figure.Start < to && from < figure.End);
            var figure = known >= 0 ? figures[known] : Read(proposal.Quote, from, reading);
            if (figure is null || !Agrees(figure, proposal))
            {
                rejected++;
                continue;
            }

            var filled = Fill(figure, proposal, reading.SourceText);
            if (known >= 0)
            {
                figures[known] = filled;
            }
            else
            {
                figures.Add(filled);
            }
        }

        return rejected;
    }

    private static int Find(string part, ProposedFigure proposal)
    {
        var at = -1;
        for (var i = 0; i < proposal.Occurrence; i++)
        {
            at = part.IndexOf(proposal.Quote, at + 1, StringComparison.Ordinal);
            if (at < 0)
            {
                break;
            }
        }

        return at;
    }

    /// <summary>The figure that the grammar reads in the quote alone, when it takes all of it.</summary>
    private Figure? Read(string quote, int start, Reading reading)
    {
        var reader = new ReadingOptions { Format = ArticleFormat.Text, Glossary = _options.Glossary, PublishedOn = reading.PublishedOn };
        var length = CodePoints(quote);
        return ArticleReader.Read(quote, reader).Reading is { Figures: [var only] } && only.End - only.Start >= length - 1 && only.Unit is not null
            ? only with
            {
                Start = start + only.Start,
                End = start + only.End,
                Entity = Role.Open,
                Metric = Role.Open,
                Period = Role.Open,
                Track = Role.Open,
                Speaker = Role.Open,
                ComparedWith = Role.Open,
                Context = quote,
                ContextStart = start,
                ContextEnd = start + length,
                Notes = [new Wording("Found by the language model; read by the grammar.", "由语言模型找到，由语法读取。")],
            }
            : null;
    }

    private static bool Agrees(Figure figure, ProposedFigure proposal) => proposal.Value is not { } value
        || (figure.Value is { } own ? IsNear(own, value) : value >= figure.Low - Slack(figure) && value <= figure.High + Slack(figure));

    private static double Slack(Figure figure) => 1e-6 * Math.Abs(figure.High ?? 0);

    // A fall may be said as a negative figure or as a positive one.
    private static bool IsNear(double own, double value) => Math.Abs(Math.Abs(own) - Math.Abs(value)) <= 1e-6 * Math.Abs(own);

    private Figure Fill(Figure figure, ProposedFigure proposal, string article)
    {
        var notes = figure.Notes.ToList();
        var filled = figure with
        {
            Entity = Merge("company", "公司", figure.Entity, InText(proposal.Entity, article), notes),
            Metric = Merge("metric", "指标", figure.Metric, Metric(proposal.Metric), notes),
            Period = Merge("period", "期间", figure.Period, Period(proposal.Period), notes),
            Track = Merge("track", "轨道", figure.Track, proposal.Track is "aggressive" or "base" or "conservative" ? proposal.Track : null, notes),
            Speaker = Merge("speaker", "说话人", figure.Speaker, InText(proposal.Speaker, article), notes),
        };
        return filled with { Notes = notes };
    }

    private static Role Merge(string name, string chinese, Role own, string? said, List<Wording> notes)
    {
        if (said is null || said == own.Value || (!own.IsOpen && own.Confidence >= Sure))
        {
            return own;
        }

        notes.RemoveAll(note => note.English.StartsWith($"The {name} ", StringComparison.Ordinal));
        notes.Add(new Wording($"The {name} ({said}) is the language model's.", $"{chinese}（{said}）由语言模型给出。"));
        return new Role(said, ModelConfidence);
    }

    private static string? InText(string? said, string article) =>
        said is { Length: > 1 and <= LongestName } && !said.Any(char.IsControl) && article.Contains(said, StringComparison.Ordinal) ? said : null;

    private string? Metric(string? said) =>
        said is { Length: <= LongestName } && MetricWords.Of(_options.Glossary, said) is { Entry: not null } known ? known.Key : null;

    private static string? Period(string? said) => said is { Length: <= LongestName } && !PeriodText.Of(said).IsOpen ? said : null;

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
