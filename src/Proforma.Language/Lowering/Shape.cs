using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Language.Lowering;

/// <summary>What a roll-up of a formula would meet: the operands it reads and how.</summary>
[Flags]
internal enum Traits
{
    None = 0,
    ReadsFlow = 1,
    ReadsStock = 2,

    /// <summary>A price, rate or growth whose own roll-up is a mean.</summary>
    ReadsMean = 4,

    /// <summary>An operand that has no roll-up.</summary>
    ReadsUndefined = 8,

    /// <summary>Something that depends on the step itself: period.month, months_since, decay.</summary>
    ReadsClock = 16,

    /// <summary>Its own line at another step.</summary>
    ReadsSelf = 32,

    /// <summary>Another step in a way that has no meaning at a longer grain (lag by 3, next, trailing).</summary>
    ShiftsFar = 64,

    /// <summary>An amount that a flow adds up to over a period: converted at the period's average rate, not at its closing one.</summary>
    SumsFlow = 128,
}

/// <summary>
/// The checked type of an expression: unit, type of value, and what it varies over. A unit that is null is not known: because
/// inference has not come there yet, or because an error was already reported; either way nobody complains about it again.
/// </summary>
internal readonly record struct Shape
{
    public static Shape NotYetKnown => default;

    /// <summary>Powers of base units, or null when not known.</summary>
    public Dimension? Unit { get; init; }

    public ValueType Type { get; init; }

    /// <summary>Whether it varies over the calendar.</summary>
    public bool Time { get; init; }

    /// <summary>Whether it varies by track.</summary>
    public bool Track { get; init; }

    /// <summary>The dimensions it varies over, one bit each.</summary>
    public ulong Dimensions { get; init; }

    /// <summary>The value when it is known at compile time, in base units.</summary>
    public double? Constant { get; init; }

    public Traits Traits { get; init; }

    /// <summary>The unit it was written or converted in, for showing it and for compounding; null when there is none.</summary>
    public Unit? Written { get; init; }

    /// <summary>True for a number written without any unit (`0` fits every unit).</summary>
    public bool IsBareNumber { get; init; }

    /// <summary>For a period value: its grain, and the month that ends its year.</summary>
    public Grain PeriodGrain { get; init; }

    public int PeriodYearEnd { get; init; }

    public bool IsZero => IsBareNumber && Constant == 0;

    public bool IsKnown => Unit is not null;

    public bool IsFlow => Type == ValueType.Quantity && Unit is { IsFlow: true };

    public bool IsStock => Type == ValueType.Quantity && Unit is { IsStock: true };

    public static Shape Of(Dimension? unit) => new() { Unit = unit };

    public static Shape Number(double value, Dimension unit) => new() { Unit = unit, Constant = value };

    /// <summary>The axes and traits of two operands together; unit and type are the caller's to set.</summary>
    public Shape Joined(Shape other) => new()
    {
        Time = Time || other.Time,
        Track = Track || other.Track,
        Dimensions = Dimensions | other.Dimensions,
        Traits = Traits | other.Traits,
    };
}

/// <summary>An operand while a rule is built: an op of the rule, or a constant that needs none yet.</summary>
/// <param name="Op">Index of the op, or −1 for a constant that was not emitted.</param>
/// <param name="Shape">Its checked type.</param>
internal readonly record struct Operand(int Op, Shape Shape);
