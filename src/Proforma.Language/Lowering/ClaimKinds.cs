using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Model.Units;

namespace Proforma.Language.Lowering;

/// <summary>What a claim is about, told from what it measures and from its printed figure.</summary>
internal static class ClaimKinds
{
    public static ClaimKind Of(Slot metric, ClaimHedge hedge, ClaimFigure? printed)
    {
        if (metric.Type == Model.Program.ValueType.Period)
        {
            return ClaimKind.Date;
        }

        if (printed is null)
        {
            return ClaimKind.Ordering;
        }

        var unit = metric.Unit.Dimension;
        if (!unit.IsNone)
        {
            return hedge == ClaimHedge.Between ? ClaimKind.Range : IsCount(unit) ? ClaimKind.Count : ClaimKind.Level;
        }

        var rule = metric.Rules[0];
        var last = rule.Ops[^1];
        if (last.Code == OpCode.Subtract && IsMultiple(rule, rule.Ops[last.A]) && rule.Ops[last.B] is { Code: OpCode.Constant, Value: 1 })
        {
            return ClaimKind.Growth;
        }

        return IsMultiple(rule, last) ? ClaimKind.Multiple
            : Math.Abs(printed.Value) < 1 || printed.Text.EndsWith('%') ? ClaimKind.Share
            : last.Code is OpCode.RollUp or OpCode.Read ? hedge == ClaimHedge.Between ? ClaimKind.Range : ClaimKind.Level
            : ClaimKind.Ratio;
    }

    /// <summary>What a rule reads of the plan, in the order of its ops.</summary>
    public static ImmutableArray<ClaimRead> Reads(Slot metric)
    {
        var reads = ImmutableArray.CreateBuilder<ClaimRead>();
        var rule = metric.Rules[0];
        foreach (var op in rule.Ops)
        {
            switch (op.Code)
            {
                case OpCode.RollUp:
                    var rollUp = rule.RollUps[op.A];
                    reads.Add(new ClaimRead(rollUp.Read.Slot, rollUp.Period, rollUp.Steps, rollUp.Rule, rollUp.Read.Text));
                    break;
                case OpCode.Read:
                    reads.Add(Undated(rule.Reads[op.A]));
                    break;
                case OpCode.Search:
                    reads.Add(Undated(rule.Searches[op.A].Read));
                    break;
                case OpCode.Reduce:
                    reads.Add(Undated(rule.Reductions[op.A].Read));
                    break;
                case OpCode.Call:
                    reads.AddRange(rule.Calls[op.A].Series.Select(Undated));
                    break;
            }
        }

        return reads.ToImmutable();
    }

    private static ClaimRead Undated(SlotRead read) => new(read.Slot, null, null, RollUpRule.Constant, read.Text);

    /// <summary>True for one line over itself at another time.</summary>
    private static bool IsMultiple(Rule rule, Op op) =>
        op.Code == OpCode.Divide
        && rule.Ops[op.A] is { Code: OpCode.RollUp, A: var above }
        && rule.Ops[op.B] is { Code: OpCode.RollUp, A: var below }
        && rule.RollUps[above].Read.Slot == rule.RollUps[below].Read.Slot
        && rule.RollUps[above].Steps != rule.RollUps[below].Steps;

    private static bool IsCount(Dimension unit) => unit.IsStock && !unit.Currencies.Any();
}
