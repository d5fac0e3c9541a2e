using Proforma.Model.Runs;

namespace Proforma.Workbook.Pages;

/// <summary>What a sum of cells shows: blanks count for nothing, the worst state wins.</summary>
internal static class Sums
{
    public static CellValue Of(IEnumerable<CellValue> parts)
    {
        var sum = CellValue.Blank;
        foreach (var part in parts)
        {
            sum = part.State == CellState.Blank ? sum
                : sum.State == CellState.Blank ? part
                : !sum.IsValue || !part.IsValue ? CellValue.Worse(sum, part)
                : CellValue.Of(sum.Raw + part.Raw);
        }

        return sum;
    }
}
