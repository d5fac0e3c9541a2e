using Proforma.Model.Program;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Reports;

/// <summary>
/// Finds totals in a table whose parts stand in it too, and marks those whose rounded parts do not add up. A line is a total when its formula
/// only adds and takes away lines of the same cell.
/// </summary>
internal sealed class RoundedTotals(PlanProgram program, List<LineDraft> drafts)
{
    private readonly Dictionary<int, List<(LineDraft Part, int Sign)>?> _parts = [];

    /// <summary>Whether any cell has been marked.</summary>
    public bool AnyMarked { get; private set; }

    /// <summary>Whether the written parts of a cell do not add up to the written total.</summary>
    public bool IsMarked(LineDraft total, TableTrack track, int column)
    {
        if (PartsOf(total) is not { } parts || total.Blocks.Find(b => b.Track == track)?.Figures[column].Value is not { IsValue: true } sum)
        {
            return false;
        }

        var values = new List<double>();
        foreach (var (part, sign) in parts)
        {
            var block = part.Blocks.Find(b => b.Track == track) ?? part.Blocks[0];
            if (!block.Figures[column].Value.IsValue || part.Format.Number != total.Format.Number)
            {
                return false;
            }

            values.Add(sign * total.Format.Unit.FromBase(block.Figures[column].Value.Raw));
        }

        var isMarked = RoundedSums.Disagree(values, total.Format.Unit.FromBase(sum.Raw), total.Format.Number);
        AnyMarked |= isMarked;
        return isMarked;
    }

    private List<(LineDraft Part, int Sign)>? PartsOf(LineDraft total)
    {
        if (!_parts.TryGetValue(total.Line.Slot.Index, out var parts))
        {
            parts = total.Line.Slot.Rules is [{ } rule] && Terms(rule) is { Count: > 1 } terms ? Found(terms) : null;
            _parts.Add(total.Line.Slot.Index, parts);
        }

        return parts;
    }

    private List<(LineDraft, int)>? Found(List<(int Slot, int Sign)> terms)
    {
        var found = new List<(LineDraft, int)>();
        foreach (var (slot, sign) in terms)
        {
            if (drafts.Find(d => d.Line.Slot.Index == slot && d.Line.Rows.Length == program.Layout.MembersOf(slot)) is not { } draft)
            {
                return null;
            }

            found.Add((draft, sign));
        }

        return found;
    }

    /// <summary>The lines that a formula adds and takes away; null when it does anything else.</summary>
    private static List<(int Slot, int Sign)>? Terms(Rule rule)
    {
        var terms = new List<(int, int)>();
        return !rule.IsData && Add(rule.Ops.Length - 1, 1) ? terms : null;

        bool Add(int at, int sign)
        {
            var op = rule.Ops[at];
            switch (op.Code)
            {
                case OpCode.Add:
                    return Add(op.A, sign) && Add(op.B, sign);
                case OpCode.Subtract:
                    return Add(op.A, sign) && Add(op.B, -sign);
                case OpCode.Negate:
                    return Add(op.A, -sign);
                case OpCode.Read when rule.Reads[op.A] is { Time: ReadTime.Step, Offset: 0 } read:
                    terms.Add((read.Slot, sign));
                    return true;
                default:
                    return false;
            }
        }
    }
}
