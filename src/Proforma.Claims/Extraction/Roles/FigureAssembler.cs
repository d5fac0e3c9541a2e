using Proforma.Claims.Extraction.Documents;
using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>Turns drafts into figures: last units from the context, signs, spans in the source, notes.</summary>
internal sealed class FigureAssembler(SourceText source, CurrencyContext currencies, bool threeTracks)
{
    private const int LongestContext = 160;
    private const double Sure = 0.6;

    /// <summary>The figure of a draft; null when it turns out to be no figure.</summary>
    public Figure? Assemble(BlockText block, FigureDraft draft)
    {
        var quantity = draft.Quantity;
        var notes = new List<Wording>(quantity.Notes);
        string? unit = Unit(draft, notes);
        if (quantity.Form == QuantityForm.Bare && unit is null && draft.Kind == FigureKind.Amount)
        {
            return null;
        }

        double sign = Sign(draft);
        var (start, end) = block.Block.SourceSpan(draft.Start, draft.End);
        var (contextStart, contextEnd) = Context(block, draft);
        double low = (double)quantity.Low * sign;
        double high = (double)quantity.High * sign;
        bool range = quantity.IsRange;
        AddNotes(draft, unit, notes);
        var track = draft.Track.Value == TrackNaming.Base && !threeTracks ? draft.Track with { Value = TrackNaming.Conservative } : draft.Track;
        var period = draft.Period is { } span ? new Role(span.Literal, draft.PeriodConfidence) : Role.Open;
        return new Figure
        {
            Quote = source.Text[start..end],
            Start = source.CodePointAt(start),
            End = source.CodePointAt(end),
            Value = range ? null : low,
            Low = range ? Math.Min(low, high) : null,
            High = range ? Math.Max(low, high) : null,
            LastDigit = (double)quantity.LastDigit,
            Unit = unit,
            Hedge = draft.Hedge,
            Kind = draft.Kind,
            IsChange = draft.IsChange,
            IsFall = draft.Direction < 0,
            Modality = draft.Modality,
            Entity = Rounded(draft.Entity),
            Metric = Rounded(draft.Metric),
            Period = Rounded(period),
            Track = Rounded(track),
            Speaker = Rounded(draft.Speaker),
            ComparedWith = draft.ComparedWith is { } compared ? new Role(compared.Literal, 0.7) : Role.Open,
            Context = source.Text[contextStart..contextEnd],
            ContextStart = source.CodePointAt(contextStart),
            ContextEnd = source.CodePointAt(contextEnd),
            Notes = notes,
            Confidence = Least(unit is null ? 0.5 : 0.95, draft.Entity, draft.Metric, period, track, draft.Speaker),
        };
    }

    private static Role Rounded(Role role) => role with { Confidence = Math.Round(role.Confidence, 2) };

    private static double Least(double confidence, params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            confidence = role.IsOpen ? confidence : Math.Min(confidence, role.Confidence);
        }

        return Math.Round(confidence, 2);
    }

    /// <summary>The unit, from the figure itself, else from what its metric counts.</summary>
    private string? Unit(FigureDraft draft, List<Wording> notes)
    {
        if (draft.Quantity.Unit is { } written)
        {
            var (unit, note) = currencies.Resolve(written, draft.Quantity.IsPlainYuan);
            if (note is { } doubt)
            {
                notes.Add(doubt);
            }

            return unit;
        }

        if (draft.MetricEntry is { Class: MetricClass.Count, Unit: { } counted })
        {
            draft.Kind = FigureKind.Count;
            return counted;
        }

        bool money = draft.Kind == FigureKind.Amount && draft.MetricEntry is { Class: MetricClass.Flow or MetricClass.Stock } && draft.Metric.Confidence >= 0.4;
        if (money && draft.Quantity.Form == QuantityForm.Scaled && currencies.Usual is { } usual)
        {
            notes.Add(new Wording($"The currency is not said here; {usual} is what the rest of the article uses.", $"此处未写币种，按全文常用的 {usual} 读取。"));
            return usual;
        }

        return null;
    }

    /// <summary>A fall makes growth and points negative; a loss in parentheses is a loss, not a negative one.</summary>
    private static double Sign(FigureDraft draft)
    {
        bool relative = draft.Kind is FigureKind.Growth or FigureKind.PercentagePoints;
        if (relative && draft.Direction < 0 && draft.Quantity.Low >= 0)
        {
            return -1;
        }

        bool loss = draft.Metric.Value is "net_loss" or "operating_loss" && draft.Quantity.IsNegative;
        return loss ? -1 : 1;
    }

    private static void AddNotes(FigureDraft draft, string? unit, List<Wording> notes)
    {
        if (unit is null)
        {
            notes.Add(new Wording("The unit is not said.", "没有写明单位。"));
        }

        AddDoubt(notes, "company", "公司", draft.Entity);
        AddDoubt(notes, "metric", "指标", draft.Metric);
        AddDoubt(notes, "period", "期间", draft.Period is { } span ? new Role(span.Literal, draft.PeriodConfidence) : Role.Open);
        var times = draft.Quantity.High;
        if (draft.Kind == FigureKind.Growth && draft.Quantity.Kind == FigureKind.Multiple)
        {
            notes.Add(new Wording(
                $"Growth by {times} times makes {times + 1} times the base; loosely it is also said of {times} times.",
                $"增长{times}倍即为原来的{times + 1}倍；口语中也有人用来指原来的{times}倍。"));
        }
        else if (draft is { Kind: FigureKind.Multiple, Direction: > 0, Quantity.IsVerbal: false })
        {
            notes.Add(new Wording(
                $"A rise to {times} times the base, or by {times} times: the words allow both.",
                $"可理解为增至原来的{times}倍，也可理解为增加{times}倍。"));
        }

        if (draft.IsChange)
        {
            notes.Add(new Wording("The size of a change, not a level.", "这是变动的幅度，不是数值本身。"));
        }
    }

    private static void AddDoubt(List<Wording> notes, string role, string chinese, Role found)
    {
        if (found.IsOpen)
        {
            notes.Add(new Wording($"The {role} is open.", $"{chinese}不明。"));
        }
        else if (found.Confidence < Sure)
        {
            notes.Add(new Wording($"The {role} ({found.Value}) is taken from the surroundings.", $"{chinese}（{found.Value}）是由上下文推断的。"));
        }
    }

    /// <summary>The words to quote: the sentence when it is short, else as many of its clauses around the figure as fit.</summary>
    private static (int Start, int End) Context(BlockText block, FigureDraft draft)
    {
        int start = draft.SentenceStart;
        int end = draft.SentenceEnd;
        if (end - start > LongestContext)
        {
            start = draft.Start;
            end = draft.End;
            int room = LongestContext - (end - start);
            while (start > draft.SentenceStart && draft.Start - start < room * 2 / 3 && (draft.Start - start < 40 || block.BoundariesBetween(start - 1, start) == 0))
            {
                start--;
            }

            while (end < draft.SentenceEnd && end - draft.End < room / 3 && block.BoundariesBetween(end, end + 1) == 0)
            {
                end++;
            }
        }

        string text = block.Text;
        while (start < draft.Start && text[start] is ' ' or '，' or ',' or '、' or '；' or ';')
        {
            start++;
        }

        while (end > draft.End && text[end - 1] is ' ' or '，' or ',' or '。')
        {
            end--;
        }

        return block.Block.SourceSpan(start, end);
    }
}
