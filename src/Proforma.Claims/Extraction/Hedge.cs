namespace Proforma.Claims.Extraction;

/// <summary>How firmly a figure is stated: the hedges of a claim in the plan language.</summary>
public enum Hedge
{
    /// <summary><c>=</c>: the figure as printed.</summary>
    Exactly,

    /// <summary><c>~=</c>: about, roughly; 约, 左右.</summary>
    About,

    /// <summary><c>nearly</c>: just under; nearly, almost; 近, 接近.</summary>
    Nearly,

    /// <summary><c>&lt;=</c>: at most, no more than; 不超过, 以内.</summary>
    AtMost,

    /// <summary><c>up to</c>: at most, and reached; as much as; 最高可达, 高达.</summary>
    UpTo,

    /// <summary><c>&gt;=</c>: at least, or more; 至少, 不低于, 以上.</summary>
    AtLeast,

    /// <summary><c>&lt;</c>: less than, below; 不到, 不足.</summary>
    LessThan,

    /// <summary><c>&gt;</c>: over, more than; 超, 逾, 突破.</summary>
    MoreThan,

    /// <summary><c>between a and b</c>: a range; 至, 介于.</summary>
    Between,
}

/// <summary>The written form of hedges.</summary>
public static class HedgeNotation
{
    /// <summary>The hedge as the plan language writes it; a range is <c>between</c>.</summary>
    public static string Notation(this Hedge hedge) => hedge switch
    {
        Hedge.Exactly => "=",
        Hedge.About => "~=",
        Hedge.Nearly => "nearly",
        Hedge.AtMost => "<=",
        Hedge.UpTo => "up to",
        Hedge.AtLeast => ">=",
        Hedge.LessThan => "<",
        Hedge.MoreThan => ">",
        Hedge.Between => "between",
        _ => throw new ArgumentOutOfRangeException(nameof(hedge)),
    };
}
