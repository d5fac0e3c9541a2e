using Proforma.Model.Program;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Language.Lowering;

/// <summary>How a series rolls up, inferred from its unit and from what its formula reads; never a silent sum.</summary>
internal static class RollUpOf
{
    /// <summary>The kind that statements and records name.</summary>
    public static Kind KindOf(Shape shape, bool isInput) => shape switch
    {
        { Type: ValueType.Boolean } => Kind.Boolean,
        { Type: ValueType.Period } => Kind.Period,
        { Time: false } => Kind.Constant,
        { IsFlow: true } => Kind.Flow,
        { IsStock: true } => Kind.Stock,
        _ => isInput ? Kind.Rate : Kind.Ratio,
    };

    /// <summary>The roll-up of an input without an `aggregate` clause.</summary>
    public static RollUpRule Input(Shape shape) => KindOf(shape, isInput: true) switch
    {
        Kind.Flow => RollUpRule.Integral,
        Kind.Stock => RollUpRule.Closing,
        Kind.Rate => RollUpRule.Mean,
        _ => RollUpRule.Constant,
    };

    /// <summary>The roll-up of a formula without an `aggregate` clause, or why it has none.</summary>
    /// <param name="shape">What the checker found, over all clauses.</param>
    /// <param name="declared">Whether the series is a declared one, whose conditions must say how they roll up.</param>
    public static (RollUpRule Rule, string Reason) Formula(Shape shape, bool declared)
    {
        if (!shape.Time)
        {
            return (RollUpRule.Constant, "");
        }

        switch (KindOf(shape, isInput: false))
        {
            case Kind.Flow:
                return (RollUpRule.Integral, "");
            case Kind.Stock:
                return (RollUpRule.Closing, "");
            case Kind.Boolean:
                return declared
                    ? (RollUpRule.None, "a condition over several periods may mean `any`, `all` or `closing`; say which with `aggregate`.")
                    : (RollUpRule.Recompute, "");
            case Kind.Period:
                return (RollUpRule.Closing, "");
        }

        const string say = "; say how with `aggregate closing`, `mean` or `weighted by …`.";
        var traits = shape.Traits;
        var why = (traits & (Traits.ReadsFlow | Traits.ReadsStock)) == (Traits.ReadsFlow | Traits.ReadsStock)
            ? "its formula mixes flows with balances" + say
            : traits.HasFlag(Traits.ReadsSelf) ? "its formula reads its own earlier value" + say
            : traits.HasFlag(Traits.ReadsMean) ? "its formula reads a price, rate or growth whose own roll-up is a mean" + say
            : traits.HasFlag(Traits.ReadsUndefined) ? "its formula reads a line that has no roll-up" + say
            : traits.HasFlag(Traits.ReadsClock) ? "its formula depends on the period itself" + say
            : traits.HasFlag(Traits.ShiftsFar) ? "its formula reads other periods" + say : "";
        return why.Length == 0 ? (RollUpRule.Recompute, "") : (RollUpRule.None, why);
    }
}
