using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Numbers;

/// <summary>
/// How the figures of one row are written, chosen from all of them so that they compare: money with its scale, shares as percent,
/// multiples with their sign, counts in full, periods and conditions in words. Takes values in base units.
/// </summary>
public sealed class FigureFormat
{
    /// <summary>A quotient of two flows or two balances is read as a multiple (8.6×) from here on, below it as a share (78.4%).</summary>
    private const double MultipleFrom = 2;

    /// <summary>
    /// Amounts below a millionth of what is counted are what adding floating-point numbers leaves; prices and rates may be that small.
    /// </summary>
    private const double AmountNoise = 1e-6, Noise = 1e-12;

    private readonly ValueType _type;
    private readonly Grain _grain;
    private readonly int _yearEnd;

    private FigureFormat(NumberFormat number, Unit unit, ValueType type, Grain grain, int yearEnd)
    {
        Number = number;
        Unit = unit;
        Words = UnitWords.Of(unit);
        _type = type;
        _grain = grain;
        _yearEnd = yearEnd;
    }

    /// <summary>How the numbers are written.</summary>
    public NumberFormat Number { get; }

    /// <summary>The unit that figures are shown in.</summary>
    public Unit Unit { get; }

    public UnitWords Words { get; }

    public ReportLanguage Language => Number.Language;

    /// <summary>The unit as a column beside the row shows it; `%` and `×` stand in the cells already.</summary>
    public string Heading => _type == ValueType.Quantity ? Words.Heading(Language) : "";

    /// <summary>The format for figures of a slot.</summary>
    /// <param name="slot">What the figures are of.</param>
    /// <param name="values">All figures that stand together, in base units; states are skipped.</param>
    /// <param name="options">What the author asks for.</param>
    /// <param name="unit">The unit to show, when it is not <see cref="ReportedUnit.Of"/>: after a translation into another currency.</param>
    /// <param name="program">The plan, to tell a balance over a flow, which is a multiple of any size, from a share.</param>
    public static FigureFormat For(Slot slot, IEnumerable<CellValue> values, NumberOptions options, Unit? unit = null, PlanProgram? program = null)
    {
        unit ??= ReportedUnit.Of(slot);
        var declared = PureUnits.StyleOf(unit);
        unit = declared is null ? unit : Unit.One;
        var range = Range.Of(values, unit);
        var words = UnitWords.Of(unit);
        var number = slot.Type != ValueType.Quantity ? new NumberFormat { Language = options.Language }
            : words is { Currency: "", Rest: "" } ? PureNumber(declared ?? StyleOf(slot, range, program), range, options)
            : slot.Role == SlotRole.Input && !words.IsMoney && IsTypedPercent(slot) ? PureNumber(NumberStyle.Percent, range, options)
            : Quantity(words, range, options);
        return new FigureFormat(number, unit, slot.Type, slot.PeriodGrain, slot.PeriodYearEnd);
    }

    /// <summary>The format for amounts of a unit that belong to no line.</summary>
    public static FigureFormat For(Unit unit, IEnumerable<double> values, NumberOptions options) =>
        For(new Slot(0, "", SlotRole.Measure) { Unit = unit }, values.Select(CellValue.Of), options);

    /// <summary>The figure as a cell of a table shows it, without its unit: `34.5B`, `45.0%`; empty for a blank.</summary>
    public string Cell(CellValue value) => value.State switch
    {
        CellState.Value when _type != ValueType.Quantity => Word(value.Raw),
        CellState.Value => IsNothing(value.Raw) && Number.Style == NumberStyle.Plain ? "0" : Number.Format(Shown(value.Raw)),
        CellState.Blank => "",
        var state => FigureWords.Of(state, Language),
    };

    /// <summary>The figure in prose, with its unit: `$34.5B`, `345亿美元`, `12 months`.</summary>
    public string Inline(CellValue value)
    {
        if (!value.IsValue)
        {
            return FigureWords.Of(value.State, Language);
        }

        if (_type != ValueType.Quantity)
        {
            return Word(value.Raw);
        }

        var figure = Shown(value.Raw);
        var prose = Number with { TrimZeros = Number.TrimZeros || Words.IsTimeSpan || (Language == ReportLanguage.Chinese && Number.Style == NumberStyle.Plain) };
        var isOne = Number.Scale == NumberScale.One && Math.Abs(Number.Rounded(figure)) == 1 && Number.Decimals == 0;
        return prose.Format(figure, Words.Before(Language), Words.After(Language, isOne));
    }

    /// <summary>A range in prose: `$0.4B to $0.6B`, `4亿至6亿美元`: both ends carry the scale.</summary>
    public string Inline(double low, double high)
    {
        if (Language == ReportLanguage.English)
        {
            return $"{Inline(CellValue.Of(low))} to {Inline(CellValue.Of(high))}";
        }

        var prose = Number with { TrimZeros = Number.Style == NumberStyle.Plain };
        return prose.Format(Unit.FromBase(low)) + "至" + Inline(CellValue.Of(high));
    }

    /// <summary>A difference of two shares: `+2.1 pp`, `2.1个百分点`.</summary>
    public static string PercentagePoints(double difference, ReportLanguage language, int decimals = 1)
    {
        var chinese = language == ReportLanguage.Chinese;
        var format = new NumberFormat { Decimals = decimals, Language = language, ShowsPlus = !chinese };
        return format.Format(difference * 100) + (chinese ? "个百分点" : " pp");
    }

    private string Word(double raw) => _type == ValueType.Boolean
        ? FigureWords.Of(raw != 0, Language)
        : FigureWords.PeriodOf(raw, _grain, _yearEnd, Language);

    private bool IsNothing(double raw) => Math.Abs(Unit.FromBase(raw)) < NoiseOf(Unit);

    private double Shown(double raw) => IsNothing(raw) ? 0 : Unit.FromBase(raw);

    private static double NoiseOf(Unit unit) => unit.Dimension.IsAmountBesideTime ? AmountNoise : Noise;

    private static NumberFormat PureNumber(NumberStyle style, Range range, NumberOptions options)
    {
        var shown = style == NumberStyle.Percent ? range.Largest * 100 : range.Largest;
        var usual = style switch
        {
            NumberStyle.Percent => shown is > 0 and < 1 ? DecimalsFor(shown, 2) : 1,
            NumberStyle.Multiple => shown is > 0 and < 2 ? 2 : 1,
            _ => range.AllWhole ? 0 : Math.Max(1, DecimalsFor(shown, 3)),
        };
        return Written(options, NumberScale.One, Decimals(options, shown, usual)) with { Style = style };
    }

    private static bool IsTypedPercent(Slot slot) => slot.Rules.Any(static r => r.Provenance.Text.Contains('%', StringComparison.Ordinal));

    // What an author typed with a percent sign is shown with one; a balance over a flow is a multiple, and so is any quotient beyond 2;
    // whole numbers are counts.
    private static NumberStyle StyleOf(Slot slot, Range range, PlanProgram? program)
    {
        var typedPercent = IsTypedPercent(slot);
        if (slot.Role is SlotRole.Input or SlotRole.Rate)
        {
            return typedPercent || (slot.Rules.IsEmpty && range.Largest is > 0 and < 1) ? NumberStyle.Percent : NumberStyle.Plain;
        }

        var isQuotient = slot.Rules.Any(static r => !r.IsData && r.Ops[^1].Code == OpCode.Divide);
        return isQuotient && (range.Largest >= MultipleFrom || (program is not null && PureUnits.IsBalanceOverFlow(slot, program))) ? NumberStyle.Multiple
            : !isQuotient && !typedPercent && range is { AllWhole: true, Largest: >= 1 } ? NumberStyle.Plain
            : NumberStyle.Percent;
    }

    private static NumberFormat Quantity(UnitWords words, Range range, NumberOptions options)
    {
        var isAmount = words.IsAmountOfMoney;
        var scale = isAmount && options.Scale is { } forced ? forced : NumberScale.For(range.Largest, 1, options.Language, words.IsMoney);
        var shown = range.Largest / scale.Factor;
        var usual = scale != NumberScale.One ? NeedsHundredths(shown, range, scale, options.Language) ? 2 : 1
            : words.IsMoney ? shown is 0 or >= 1000 || (range.AllWhole && shown >= 100) ? 0 : Math.Max(2, DecimalsFor(shown, 3))
            : range.AllWhole || shown >= 100 ? 0
            : Math.Max(1, DecimalsFor(shown, 3));
        var needsNone = scale == NumberScale.One && range.AllWhole && usual == 0;
        return Written(options, scale, needsNone ? 0 : Decimals(options, shown, usual));
    }

    // One decimal reads best, as long as it leaves two digits of most figures; a step of 万 or 亿 spans four places.
    private static bool NeedsHundredths(double shown, Range range, NumberScale scale, ReportLanguage language) =>
        shown < (language == ReportLanguage.Chinese ? 10 : range.Smallest < range.Largest ? 2 : 0) || range.Smallest / scale.Factor < 0.095;

    private static NumberFormat Written(NumberOptions options, NumberScale scale, int decimals) => new()
    {
        Scale = scale,
        Decimals = decimals,
        Language = options.Language,
        Negatives = options.Negatives,
        TrimZeros = options.TrimZeros,
    };

    private static int Decimals(NumberOptions options, double largest, int usual) =>
        options.SignificantDigits is { } digits ? DecimalsFor(largest, Math.Clamp(digits, 1, 15)) : usual;

    private static int DecimalsFor(double largest, int significant) =>
        largest > 0 ? Math.Clamp(significant - 1 - (int)Math.Floor(Math.Log10(largest)), 0, 12) : 0;

    /// <summary>What decides the format of a row.</summary>
    /// <param name="Largest">The largest absolute value.</param>
    /// <param name="Smallest">The smallest one that is not zero.</param>
    /// <param name="AllWhole">Whether all are whole numbers.</param>
    private readonly record struct Range(double Largest, double Smallest, bool AllWhole)
    {
        public static Range Of(IEnumerable<CellValue> values, Unit unit)
        {
            var largest = 0.0;
            var smallest = double.PositiveInfinity;
            var whole = true;
            foreach (var value in values)
            {
                if (value.IsValue)
                {
                    var shown = Math.Abs(unit.FromBase(value.Raw));
                    shown = shown < NoiseOf(unit) ? 0 : shown;
                    largest = Math.Max(largest, shown);
                    smallest = shown > 0 ? Math.Min(smallest, shown) : smallest;
                    whole &= Math.Abs(shown - Math.Round(shown)) <= 1e-9 * Math.Max(1, shown);
                }
            }

            return new Range(largest, smallest, whole);
        }
    }
}
