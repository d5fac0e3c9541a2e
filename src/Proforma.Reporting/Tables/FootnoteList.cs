using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Tables;

/// <summary>The footnotes of a table while it is made: each text once, numbered from 1.</summary>
internal sealed class FootnoteList(PlanProgram program, ReportLanguage language)
{
    /// <summary>Beyond this many a table would be read by nobody; the last one says so.</summary>
    private const int Most = 60;

    private readonly List<string> _texts = [];
    private readonly Dictionary<string, int> _numbers = [];

    public ImmutableArray<string> ToImmutable() => [.. _texts];

    /// <summary>The number of a note; 0 when there are too many.</summary>
    public int Add(string text)
    {
        if (_numbers.TryGetValue(text, out var number))
        {
            return number;
        }

        if (_texts.Count >= Most)
        {
            return 0;
        }

        _texts.Add(text);
        _numbers.Add(text, _texts.Count);
        return _texts.Count;
    }

    /// <summary>The note for a figure that is no number, 0 where none is needed.</summary>
    public int For(Slot slot, CellValue value)
    {
        if (value.State == CellState.Unknown && program.Probabilities.Any(p => p.Measure == slot.Index))
        {
            return Add(language == ReportLanguage.Chinese ? "概率由 proforma simulate 给出。" : "A probability: `proforma simulate` gives it.");
        }

        if (value.State != CellState.Failed)
        {
            return 0;
        }

        if (value.Failure == FailureKind.NoRollUp)
        {
            var reason = slot.NoRollUpReason.Length > 0 ? slot.NoRollUpReason : FigureWords.Of(FailureKind.NoRollUp, language);
            return Add(language == ReportLanguage.Chinese ? $"{slot.Name} 没有汇总值：{reason}" : $"{slot.Name} has no roll-up: {reason}");
        }

        var why = FigureWords.Of(value.Failure, language);
        var origin = CellNames.OriginOf(program, value, language);
        return Add(origin.Length == 0 ? $"{slot.Name}: {why}" : $"{origin}: {why}");
    }
}
