using Proforma.Claims.Extraction.Documents;
using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>Gives the numbers of a table their units: what their labels, the line above, the caption, or the other cells say.</summary>
internal sealed class TableUnits(ArticleTable table, IReadOnlyDictionary<ArticleBlock, BlockText> texts)
{
    // A larger number is not scaled, so that the result fits a decimal.
    private const decimal Largest = 1e14m;

    private bool currencyKnown;
    private string? cellCurrency;

    /// <summary>Gives a bare number the unit that its labels say; false when it is no figure.</summary>
    public bool Give(BlockText text, FigureDraft draft, List<TableLabels> around)
    {
        var quantity = draft.Quantity;
        bool parenthesised = quantity.Start > 0 && text.Folded[quantity.Start - 1] == '(' && quantity.End < text.Folded.Length && text.Folded[quantity.End] == ')';
        if (parenthesised)
        {
            quantity.Start--;
            quantity.End++;
            quantity.Low = -Math.Abs(quantity.Low);
            quantity.High = quantity.Low;
            quantity.IsNegative = true;
        }

        var own = around.Find(label => label.Metrics.Count > 0);
        var percentLabel = around.Take(3).FirstOrDefault(label => label.Hint.IsPercent && label.Block.Text.Length < 48);
        if (percentLabel is not null && (percentLabel.IsChange || own is null || own == percentLabel || own.Metrics[0].Entry.Class is MetricClass.Ratio))
        {
            Scale(quantity, 0.01m);
            quantity.Unit = "1";
            quantity.Kind = FigureKind.Percent;
            draft.Kind = FigureKind.Percent;
            quantity.Form = QuantityForm.WithUnit;
            return true;
        }

        var metric = own?.Metrics[^1].Entry;
        return metric?.Class switch
        {
            MetricClass.Count => GiveCount(draft, metric, around),
            MetricClass.Ratio or MetricClass.Multiple => GiveRatio(draft, metric),
            MetricClass.Quantity => GiveMoney(draft, around, isPrice: false) || GiveScale(draft, around),
            _ => GiveMoney(draft, around, metric?.Class == MetricClass.Price),
        };
    }

    /// <summary>"$1,240.1" in a table that is "in millions": the sign says the currency, the line above the scale.</summary>
    public void ScaleSigned(FigureDraft draft, List<TableLabels> around)
    {
        var quantity = draft.Quantity;
        bool plain = quantity is { Kind: FigureKind.Amount, Form: QuantityForm.WithUnit, Scale: 1, UnitFactor: 1, HasRate: false, Unit.Length: 3 } or { Kind: FigureKind.Amount, Scale: 1, Unit: "¥" };
        bool price = around.Find(label => label.Metrics.Count > 0)?.Metrics[^1].Entry.Class is MetricClass.Price;
        if (plain && !price && around.Find(label => label.Hint.Scale > 1) is { } label && (label.Block.Text.Length < 48 || UnitHint.IsUnitLine(label.Block.Folded)))
        {
            Scale(quantity, label.Hint.Scale);
        }
    }

    /// <summary>The currency of a table in which some cells have a sign and the others none, as long as it is one.</summary>
    private string? CellCurrency()
    {
        if (!currencyKnown)
        {
            currencyKnown = true;
            var units = table.Rows.SelectMany(row => row).SelectMany(cell => texts[cell.Block].Quantities)
                .Where(quantity => quantity is { Kind: FigureKind.Amount, Form: QuantityForm.WithUnit, Unit: not null })
                .Select(quantity => quantity.Unit!.Split('/')[0]).Distinct(StringComparer.Ordinal).Take(2).ToList();
            cellCurrency = units is [{ Length: 3 } or "¥"] ? units[0] : null;
        }

        return cellCurrency;
    }

    private static bool GiveCount(FigureDraft draft, MetricEntry metric, List<TableLabels> around)
    {
        var quantity = draft.Quantity;
        Scale(quantity, around.Take(3).FirstOrDefault(label => label.Hint is { Currency: null, Scale: > 1 })?.Hint.Scale ?? 1);
        quantity.Unit = metric.Unit;
        quantity.Kind = FigureKind.Count;
        quantity.Form = QuantityForm.WithUnit;
        draft.Kind = FigureKind.Count;
        return true;
    }

    private static bool GiveRatio(FigureDraft draft, MetricEntry metric)
    {
        var quantity = draft.Quantity;
        quantity.Unit = "1";
        quantity.Form = QuantityForm.WithUnit;
        quantity.Kind = metric.Class == MetricClass.Multiple ? FigureKind.Multiple : FigureKind.Percent;
        draft.Kind = quantity.Kind;
        if (metric.Class == MetricClass.Ratio && Math.Abs(quantity.High) > 1.5m)
        {
            quantity.Notes.Add(new Wording("No percent sign; read as percent.", "没有百分号，按百分数读取。"));
            Scale(quantity, 0.01m);
        }

        return true;
    }

    private static bool GiveScale(FigureDraft draft, List<TableLabels> around)
    {
        Scale(draft.Quantity, around.Find(label => label.Hint.Scale > 1)?.Hint.Scale ?? 1);
        draft.Quantity.Form = QuantityForm.Scaled;
        return true;
    }

    private bool GiveMoney(FigureDraft draft, List<TableLabels> around, bool isPrice)
    {
        var quantity = draft.Quantity;
        var unit = around.Find(label => label.Hint.Currency is not null)?.Hint;
        if (unit is not { Currency: { } currency } hint)
        {
            bool money = around.Find(label => label.Metrics.Count > 0)?.Metrics[^1].Entry.Class is MetricClass.Flow or MetricClass.Stock or MetricClass.Price;
            if (!money || CellCurrency() is not { } other)
            {
                return false;
            }

            (currency, hint) = (other, UnitHint.None);
        }

        decimal scale = hint.Scale > 1 ? hint.Scale : around.Find(label => label.Hint.Scale > 1 && UnitHint.IsUnitLine(label.Block.Folded))?.Hint.Scale ?? 1;
        Scale(quantity, isPrice || hint.Per is not null ? 1 : scale);
        quantity.Unit = hint.Per is null ? currency : $"{currency}/{hint.Per}";
        quantity.Form = QuantityForm.WithUnit;
        return true;
    }

    private static void Scale(Quantity quantity, decimal factor)
    {
        if (Math.Abs(quantity.High) > Largest || factor > Largest)
        {
            return;
        }

        quantity.Low *= factor;
        quantity.High *= factor;
        quantity.LastDigit *= factor;
        quantity.Scale *= factor;
    }

    /// <summary>A cell whose currency is not its header's.</summary>
    public static void NoteContradiction(FigureDraft draft, List<TableLabels> around)
    {
        string? header = around.Find(label => label.Hint.Currency is not null && label.Block.Text.Length < 48)?.Hint.Currency;
        bool differs = header is not null && draft.Kind == FigureKind.Amount && draft.Quantity.Unit is { Length: >= 3 } unit && !unit.StartsWith(header, StringComparison.Ordinal) && header != "¥" && unit[0] != '¥';
        if (differs)
        {
            draft.Quantity.Notes.Add(new Wording(
                $"Contradictory units: the cell says {draft.Quantity.Unit}, its label says {header}; read as the cell says.",
                $"单位矛盾：单元格写的是 {draft.Quantity.Unit}，表头写的是 {header}；以单元格为准。"));
        }
    }
}
