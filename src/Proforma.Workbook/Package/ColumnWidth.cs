using Proforma.Reporting.Tables;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Package;

/// <summary>How wide columns must be so that no figure is cut: in characters.</summary>
internal static class ColumnWidth
{
    private const double Narrowest = 9.5, Widest = 28;

    public static double Of(Sheet sheet, int first, int last)
    {
        var widest = Narrowest;
        foreach (var row in sheet.Rows)
        {
            for (var column = first; column <= Math.Min(last, row.Columns); column++)
            {
                var cell = row[column];
                var width = cell.Kind switch
                {
                    CellKind.Number or CellKind.Formula when cell is { HasValue: true, Value.IsValue: true } => OfNumber(cell.Value.Raw,
                        cell.Style.Format),
                    CellKind.Text when cell.Style.Role == CellRole.Header => DisplayWidth.Of(cell.Text),
                    CellKind.TextFormula => DisplayWidth.Of(cell.Shown),
                    _ => 0,
                };
                widest = Math.Max(widest, width + 2.5);
            }
        }

        return Math.Min(Widest, widest);
    }

    private static double OfNumber(double value, string format)
    {
        var code = format.Split(';')[0];
        var magnitude = Math.Abs(value) * (code.Contains('%', StringComparison.Ordinal) ? 100 : 1);
        var commas = 0;
        for (var i = code.Length - 1; i >= 0 && code[i] is ',' or '_' or ')' or '×' or '"'; i--)
        {
            commas += code[i] == ',' ? 1 : 0;
        }

        magnitude /= Math.Pow(1000, commas);
        var digits = magnitude < 1 ? 1 : (int)Math.Floor(Math.Log10(magnitude)) + 1;
        var point = code.IndexOf('.', StringComparison.Ordinal);
        var decimals = 0;
        while (point >= 0 && point + 1 + decimals < code.Length && code[point + 1 + decimals] is '0' or '#')
        {
            decimals++;
        }

        // The general format shows up to eleven digits, or an exponent.
        return code is "General" or "" ? Math.Min(14, digits + 6)
            : digits + (code.StartsWith("#,", StringComparison.Ordinal) ? (digits - 1) / 3 : 0) + (decimals > 0 ? decimals + 1 : 0) + 3;
    }
}
