using System.Text;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Workbook.Formulas;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Workbook.Sheets;

/// <summary>Number formats and unit texts of lines, the same for all cells of a line so that they compare.</summary>
internal sealed class Looks(Book book)
{
    private const int MostDecimalsTyped = 8;

    private readonly Dictionary<int, FigureFormat> _steps = [];
    private readonly Dictionary<int, FigureFormat> _reported = [];
    private readonly Dictionary<int, string> _typed = [];
    private readonly Dictionary<(string Entity, string Currency), NumberScale> _scales = [];

    /// <summary>The number format of computed figures: scaled, negatives in parentheses, zero as a dash.</summary>
    public string FormatOf(SeriesKey key, bool isReported)
    {
        var slot = book.Program.Slots[key.Slot];
        return slot.Type != ValueType.Quantity ? "0" : Code(NumberOf(slot, isReported), Separator(slot));
    }

    /// <summary>The number format of typed figures: never scaled, so that what is typed is what is seen.</summary>
    public string InputFormatOf(Slot slot)
    {
        if (!_typed.TryGetValue(slot.Index, out var format))
        {
            var isPercent = FigureOf(slot, isReported: false).Number.Style == NumberStyle.Percent;
            var (decimals, largest) = (0, 0.0);
            foreach (var cell in Values(slot).Where(static v => v.IsValue))
            {
                var shown = Math.Abs(cell.Raw / slot.Unit.Scale * (isPercent ? 100 : 1));
                decimals = Math.Max(decimals, DecimalsOf(shown));
                largest = Math.Max(largest, shown);
            }

            // Thirds and the like have no last decimal: seven digits say enough.
            decimals = Math.Min(decimals, Math.Max(2, 6 - (int)Math.Floor(Math.Log10(Math.Max(1, largest)))));

            format = Code(new NumberFormat { Decimals = decimals, Style = isPercent ? NumberStyle.Percent : NumberStyle.Plain }, separator: true);
            _typed.Add(slot.Index, format);
        }

        return format;
    }

    /// <summary>The unit of a line with the scale of its figures: `M USD/month`, 亿美元.</summary>
    public string UnitOf(Slot slot, bool isReported)
    {
        if (slot.Type != ValueType.Quantity)
        {
            return "";
        }

        var heading = FigureOf(slot, isReported).Heading;
        var number = NumberOf(slot, isReported);
        var isTyped = !isReported && slot.Role is SlotRole.Input or SlotRole.Rate;
        return isTyped || number.Style != NumberStyle.Plain || number.Scale.Symbol.Length == 0 ? heading
            : book.Options.Language == ReportLanguage.Chinese ? number.Scale.Symbol + heading
            : $"{number.Scale.Symbol} {heading}".TrimEnd();
    }

    /// <summary>A number format as a spreadsheet writes it.</summary>
    public static string Code(NumberFormat format, bool separator)
    {
        var whole = separator ? "#,##0" : "0";
        var decimals = format.Decimals == 0 ? "" : "." + new string('0', Math.Min(format.Decimals, 15));
        var body = format switch
        {
            { Style: NumberStyle.Percent } => $"0{decimals}%",
            { Style: NumberStyle.Multiple } => $"0{decimals}\"×\"",
            _ => Scaled(format.Scale, whole, decimals),
        };
        return $"{body}_);({body});\"–\"_);@_)";
    }

    // A spreadsheet scales by thousands alone. 万 and 亿 are thousands and millions with the point moved by an escaped character.
    private static string Scaled(NumberScale scale, string whole, string decimals) => scale.Factor switch
    {
        1 => whole + decimals,
        1e3 => whole + decimals + ",",
        1e6 => whole + decimals + ",,",
        1e9 => whole + decimals + ",,,",
        1e12 when scale.Symbol == "T" => whole + decimals + ",,,,",
        1e4 => "0\\.0,",
        1e8 => "0\\.00,,",
        _ => "0\\.000,,,",
    };

    private FigureFormat FigureOf(Slot slot, bool isReported)
    {
        var known = isReported ? _reported : _steps;
        if (!known.TryGetValue(slot.Index, out var format))
        {
            var options = new NumberOptions { Language = book.Options.Language, Negatives = NegativeStyle.Parentheses };
            format = isReported
                ? FigureFormat.For(slot, Reported(slot), options, ReportedUnit.Of(slot), book.Program)
                : FigureFormat.For(slot, Values(slot), options, slot.Unit, book.Program);
            known.Add(slot.Index, format);
        }

        return format;
    }

    /// <summary>How a line's figures are written. Amounts of money have one scale in all statements of a plan, so that they add up by eye.</summary>
    private NumberFormat NumberOf(Slot slot, bool isReported)
    {
        var number = FigureOf(slot, isReported).Number;
        var words = UnitWords.Of(ReportedUnit.Of(slot));
        if (!words.IsAmountOfMoney || slot.Role is SlotRole.Input or SlotRole.Rate)
        {
            return number;
        }

        var scale = CommonScale(slot.Entity, words.Currency);
        return number with { Scale = scale, Decimals = scale == NumberScale.One ? 0 : 1 };
    }

    /// <summary>One step below the scale of the largest amount: thousands where revenue is in millions.</summary>
    private NumberScale CommonScale(string entity, string currency)
    {
        if (!_scales.TryGetValue((entity, currency), out var scale))
        {
            var largest = 0.0;
            foreach (var slot in book.Program.Slots.Where(s => s.Entity == entity && s.Role is SlotRole.Line or SlotRole.Account))
            {
                var unit = ReportedUnit.Of(slot);
                if (UnitWords.Of(unit) is { IsAmountOfMoney: true } words && words.Currency == currency)
                {
                    largest = Reported(slot).Where(static v => v.IsValue).Aggregate(largest, (most, v) => Math.Max(most,
                        Math.Abs(unit.FromBase(v.Raw))));
                }
            }

            var of = NumberScale.For(largest, 1, book.Options.Language, isMoney: true);
            NumberScale[] ladder = book.Options.Language == ReportLanguage.Chinese
                ? [NumberScale.One, NumberScale.Wan, NumberScale.Yi, NumberScale.WanYi]
                : [NumberScale.One, NumberScale.Thousand, NumberScale.Million, NumberScale.Billion, NumberScale.Trillion];
            scale = ladder[Math.Max(0, Array.IndexOf(ladder, of) - 1)];
            _scales.Add((entity, currency), scale);
        }

        return scale;
    }

    private IEnumerable<CellValue> Values(Slot slot)
    {
        for (var row = 0; row < book.Program.RowsOf(slot.Index); row++)
        {
            for (var step = 0; step < book.Program.StepsOf(slot); step++)
            {
                yield return book.Figures.At(slot.Index, row, step);
            }
        }
    }

    private IEnumerable<CellValue> Reported(Slot slot)
    {
        if (book.Program.CalendarOf(slot) is not { } calendar)
        {
            return Values(slot);
        }

        var years = calendar.Periods(Grain.Year, calendar.YearEndMonth != 12);
        return Enumerable.Range(0, book.Program.RowsOf(slot.Index)).SelectMany(row => years.Select(y => book.Figures.Of(slot.Index, row, y).Value));
    }

    // Years and other small whole numbers read badly with separators; money and large counts need them.
    private static bool Separator(Slot slot) => slot.Unit.Symbol != "year";

    private static int DecimalsOf(double value)
    {
        for (var decimals = 0; decimals < MostDecimalsTyped; decimals++)
        {
            if (Math.Abs(value - Math.Round(value, decimals)) <= 1e-12 * Math.Max(1, Math.Abs(value)))
            {
                return decimals;
            }
        }

        return MostDecimalsTyped;
    }
}
