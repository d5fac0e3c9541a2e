using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Model.Program;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Language.Lowering;

/// <summary>`aggregate RULE`: how a series rolls up when its author says so.</summary>
internal static class AggregateClause
{
    private static readonly Dictionary<string, RollUpRule> s_rules = new(StringComparer.Ordinal)
    {
        ["sum"] = RollUpRule.Sum,
        ["mean"] = RollUpRule.Mean,
        ["opening"] = RollUpRule.Opening,
        ["closing"] = RollUpRule.Closing,
        ["average"] = RollUpRule.Average,
        ["min"] = RollUpRule.Minimum,
        ["max"] = RollUpRule.Maximum,
        ["weighted"] = RollUpRule.Weighted,
        ["any"] = RollUpRule.Any,
        ["all"] = RollUpRule.All,
        ["none"] = RollUpRule.None,
    };

    /// <summary>The rule of the clause, or the inferred one where there is no clause.</summary>
    public static (RollUpRule Rule, string Reason) For(SeriesSymbol symbol, Shape shape, RollUpRule inferred, BindingContext binding, SlotTable slots, string reason = "")
    {
        var clause = symbol.Syntax.First<AggregateClauseSyntax>();
        if (clause is null || !shape.Time)
        {
            slots.SetReason(symbol.Slot, reason);
            return (inferred, reason);
        }

        if (!s_rules.TryGetValue(clause.Rule.Text, out var rule))
        {
            var nearest = Spelling.Nearest(clause.Rule.Text, s_rules.Keys);
            binding.Diagnostics.Add(BindingDiagnostics.BadAggregate, symbol.File, clause.Rule.Span,
                $"A line aggregates by sum, mean, opening, closing, average, min, max, weighted by x, any, all or none, not {clause.Rule.Text}.",
                nearest is null ? null : new Fix($"write {nearest}", clause.Rule.Span, nearest));
            return (inferred, reason);
        }

        var logical = rule is RollUpRule.Any or RollUpRule.All;
        var either = rule is RollUpRule.Closing or RollUpRule.Opening or RollUpRule.None;
        if (!either && logical != (shape.Type == ValueType.Boolean))
        {
            binding.Diagnostics.Add(BindingDiagnostics.BadAggregate, symbol.File, clause.Rule.Span,
                logical ? "`any` and `all` are for conditions." : "A condition aggregates by any, all, opening or closing.");
            return (inferred, reason);
        }

        if (rule == RollUpRule.Sum && shape.IsFlow)
        {
            // A flow is a rate; its sum over the steps of a period is the integral.
            rule = RollUpRule.Integral;
        }

        var text = rule == RollUpRule.None ? "it says `aggregate none`." : "";
        slots.SetReason(symbol.Slot, text);
        return (rule, text);
    }
}
