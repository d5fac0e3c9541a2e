using System.Globalization;
using System.Text;
using Proforma.Claims.Extraction;

namespace Proforma.Claims.Drafting;

/// <summary>
/// Writes the figures of a reading as claims in the plan language: each with its quote, its place in the source, its speaker and what a person should
/// look at; what the article does not say is left open (<c>?</c>). Pure: the same reading gives the same text.
/// </summary>
public static class ClaimsDraftWriter
{
    private const int LongestTitle = 200;

    /// <summary>Writes a draft.</summary>
    /// <param name="reading">The article as read.</param>
    /// <param name="options">The plan it is for, and how it is written; null for a draft that is a plan of its own.</param>
    /// <returns>The text and what is open in it.</returns>
    public static ClaimsDraft Write(Reading reading, DraftOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reading);
        options ??= new DraftOptions();
        var chinese = options.InChinese ?? reading.Language.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
        return new Draft(reading, options, chinese).Write();
    }

    private sealed class Draft
    {
        private readonly Reading _reading;
        private readonly DraftOptions _options;
        private readonly bool _chinese;
        private readonly MetricUnits _units;
        private readonly IReadOnlyList<CurrencyTurn> _turns;
        private readonly NameBook _names;
        private readonly string _source;
        private readonly OwnSubjects? _own;
        private readonly PlanSubjects? _planned;

        public Draft(Reading reading, DraftOptions options, bool chinese)
        {
            (_reading, _options, _chinese) = (reading, options, chinese);
            _units = new MetricUnits(reading.Figures);
            _turns = options.Plan is null ? CurrencyTurn.Find(reading.Figures) : [];
            _names = new NameBook([.. options.Plan?.Names ?? [], .. UnitNames()]);
            _source = _names.Take(Host(reading.Url) ?? "", "article");
            if (options.Plan is { } plan)
            {
                _planned = new PlanSubjects(reading, plan, options.Glossary, _units, _names, chinese);
            }
            else
            {
                _own = new OwnSubjects(reading, options.Glossary, _units, _names, chinese, _turns);
            }
        }

        private ISubjects Subjects => (ISubjects?)_own ?? _planned!;

        public ClaimsDraft Write()
        {
            // What has to be declared is known once all claims are written, and stands above them.
            var claims = new List<(List<string> Lines, int Open, IReadOnlyList<Wording> Notes)>();
            for (var i = 0; i < _reading.Figures.Count; i++)
            {
                claims.Add(Claim(i));
            }

            var text = new StringBuilder();
            var line = 1;
            var above = Heading().Where(static heading => heading != "# ").ToList();
            while (claims.Count == 0 && above[^1].Length == 0)
            {
                above.RemoveAt(above.Count - 1);
            }

            foreach (var heading in above)
            {
                text.Append(heading).Append('\n');
                line++;
            }

            var drafted = new List<DraftedClaim>(claims.Count);
            for (var i = 0; i < claims.Count; i++)
            {
                drafted.Add(new DraftedClaim(i, line, claims[i].Open, claims[i].Notes));
                foreach (var own in claims[i].Lines)
                {
                    text.Append(own).Append('\n');
                    line++;
                }
            }

            return new ClaimsDraft { Text = text.ToString(), Claims = drafted, Source = _source };
        }

        private (List<string> Lines, int Open, IReadOnlyList<Wording> Notes) Claim(int index)
        {
            var figure = _reading.Figures[index];
            var figures = _reading.Figures;
            var beside = new Neighbours(figures.ElementAtOrDefault(index - 2), figures.ElementAtOrDefault(index - 1), figures.ElementAtOrDefault(index + 1));
            var formula = ClaimFormula.Of(figure, Subjects, _options.Glossary, beside, _chinese);
            var notes = figure.Notes.ToList();
            foreach (var misfit in _options.Unfit.GetValueOrDefault(index, []))
            {
                var part = misfit.Part.Length > 1 && formula.Left.Contains(misfit.Part, StringComparison.Ordinal) ? misfit.Part : formula.Left;
                notes.Add(new Wording($"`{part}` does not fit the plan: {misfit.Reason}", $"`{part}` 与计划不符：{misfit.Reason}"));
                formula = formula with { Left = formula.Left.Replace(part, PeriodText.Hole, StringComparison.Ordinal) };
            }

            var track = Subjects.Track(figure.Track.Value);
            if (track is null && figure.Track.Value is { } missing)
            {
                notes.Add(new Wording($"The plan has no track like {missing}.", $"计划中没有与“{TrackWords.Label(missing, chinese: true)}”对应的轨道。"));
            }

            var open = formula.Left.Count(static c => c == '?') + formula.Right.Count(static c => c == '?');
            if (formula.Left == PeriodText.Hole && Known(figure) is { Length: > 0 } known)
            {
                notes.Add(new Wording($"What is known: {known}.", $"已知：{known}。"));
            }

            var inTrack = track is null ? "" : $" in {track}";
            var lines = new List<string> { $"claim {formula}{inTrack} from {_source} {PlanText.Quoted(figure.Context)}" };
            lines.AddRange(notes.Select(note => $"  # {PlanText.Comment(note.In(_chinese))}").Where(static comment => comment != "  # "));
            if (figure.Speaker.Value is { } speaker)
            {
                lines.Add($"  speaker {PlanText.Quoted(speaker)}");
            }

            if (PeriodText.Of(figure.Period.Value).Day is { } day)
            {
                lines.Add($"  as of {day}");
            }

            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  span {figure.Start} .. {figure.End}"));
            lines.Add("  status draft");
            return (lines, open, notes);
        }

        private static string Known(Figure figure)
        {
            string?[] roles = [figure.Entity.Value, figure.Metric.Value, figure.Period.Value];
            return string.Join(", ", roles.OfType<string>());
        }

        private IEnumerable<string> Heading()
        {
            foreach (var note in _reading.Notes)
            {
                yield return $"# {PlanText.Comment(note.In(_chinese))}";
            }

            if (_options is { Plan: not null, PlanFile: { Length: > 0 } planFile })
            {
                yield return $"use {PlanText.Quoted(planFile)}";
                yield return "";
            }

            if (_planned is { IsTopicNamed: false, Topic: { } topic })
            {
                yield return "# " + PlanText.Comment(new Wording(
                    $"{topic} is taken to be the plan's company: the plan's title names no company of the article.",
                    $"文中的 {topic} 按计划本身的公司处理：计划标题没有写明公司。").In(_chinese));
            }

            if (_own is not null)
            {
                foreach (var own in Plan())
                {
                    yield return own;
                }

                yield return "";
            }

            foreach (var own in Source())
            {
                yield return own;
            }

            yield return "";
            var declared = Declarations().ToList();
            foreach (var own in declared)
            {
                yield return own;
            }

            if (declared.Count > 0)
            {
                yield return "";
            }
        }

        private IEnumerable<string> Plan()
        {
            yield return $"plan {PlanText.Quoted(Title())}";
            if (_units.Currency is { } currency)
            {
                yield return $"  currency {currency}";
            }

            yield return $"  calendar {Calendar()}";
        }

        private IEnumerable<string> Source()
        {
            var date = _reading.PublishedOn is { Year: >= 1900 and <= 2999 } on ? string.Create(CultureInfo.InvariantCulture, $" {on:yyyy-MM-dd}") : "";
            yield return $"source {_source} {PlanText.Quoted(Title())}{date}";
            if (PlanText.Address(_reading.Url) is { } url)
            {
                yield return $"  url {url}";
            }

            if (_reading.Publisher is { Length: > 0 } publisher)
            {
                yield return $"  publisher {PlanText.Quoted(publisher)}";
            }

            if (PlanText.LanguageTag(_reading.Language) is { } language)
            {
                yield return $"  language {language}";
            }
        }

        private IEnumerable<string> Declarations()
        {
            foreach (var unit in _own?.Units ?? _planned!.Units)
            {
                yield return $"unit {unit}";
            }

            foreach (var track in _own?.Tracks ?? [])
            {
                yield return track;
            }

            if (_own?.Dimension is { } dimension)
            {
                yield return dimension;
            }

            foreach (var turn in _turns)
            {
                var rate = turn.Rate.ToString("0.####", CultureInfo.InvariantCulture);
                var why = new Wording($"the article turns one into the other: {turn.Quote}", $"文中的换算：{turn.Quote}").In(_chinese);
                if (rate.Any(static c => c is >= '1' and <= '9'))
                {
                    yield return $"rate {turn.From}/{turn.To} = {rate} assumed {PlanText.Quoted(why)}";
                }
            }

            foreach (var line in _own?.Lines ?? _planned!.Lines)
            {
                yield return line;
            }
        }

        private string Title()
        {
            var title = string.IsNullOrWhiteSpace(_reading.Title) ? _options.FallbackTitle : _reading.Title;
            return title.Length <= LongestTitle ? title : title[..LongestTitle];
        }

        /// <summary>Steps as fine as the finest period that is said, over all of them.</summary>
        private string Calendar()
        {
            var step = 12;
            int? first = null;
            int? last = null;
            foreach (var role in _reading.Figures.SelectMany(static figure => (Role[])[figure.Period, figure.ComparedWith]))
            {
                var literal = PeriodText.Of(role.Value).Literal;
                if (PeriodText.Months(literal) is { } months)
                {
                    step = Math.Min(step, PeriodText.Step(literal));
                    first = Math.Min(first ?? months.From, months.From);
                    last = Math.Max(last ?? months.To, months.To);
                }
            }

            var year = _reading.PublishedOn is { Year: >= 1900 and <= 2999 } on ? on.Year : 2020;
            var (from, to) = ((first ?? (year * 12)) / 12, (last ?? (year * 12)) / 12);
            return step switch
            {
                1 => string.Create(CultureInfo.InvariantCulture, $"monthly {from:0000}-01 .. {to:0000}-12"),
                3 => string.Create(CultureInfo.InvariantCulture, $"quarterly {from:0000}-Q1 .. {to:0000}-Q4"),
                _ => string.Create(CultureInfo.InvariantCulture, $"yearly {from:0000} .. {to:0000}"),
            };
        }

        private IEnumerable<string> UnitNames() =>
            _reading.Figures.Select(static figure => figure.Unit)
                .Concat(_options.Glossary.Metrics.Select(static metric => metric.Unit))
                .Append(OwnSubjects.Item)
                .SelectMany(static unit => UnitText.Of(unit)?.Atoms ?? [])
                .Distinct(StringComparer.Ordinal);

        // news.example.com is "example".
        private static string? Host(string? url)
        {
            if (PlanText.Address(url) is not { } address || !Uri.TryCreate(address, UriKind.Absolute, out var parsed))
            {
                return null;
            }

            var labels = parsed.Host.Split('.', StringSplitOptions.RemoveEmptyEntries);
            if (labels.Length < 2 || parsed.HostNameType != UriHostNameType.Dns)
            {
                return null;
            }

            return labels[^2] is "com" or "co" or "org" or "net" && labels.Length > 2 ? labels[^3] : labels[^2];
        }
    }
}
