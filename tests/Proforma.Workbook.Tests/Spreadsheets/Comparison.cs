using System.Globalization;
using System.Text.RegularExpressions;
using Proforma.Model.Runs;
using Proforma.Workbook.Formulas;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Tests.Spreadsheets;

/// <summary>Holds what a spreadsheet computed against what the engine computed, cell by cell.</summary>
internal static partial class Comparison
{
    private const double Tolerance = 1e-9;

    // A line that is a difference of large figures, zero but for rounding, is summed over a year: its operands' operands say how large.
    private const double CarriedTolerance = 1e-12;

    /// <summary>Every formula cell whose value differs by more than a billionth of its largest operand, and how many were compared.</summary>
    public static (List<string> Differences, int Compared) Of(Book expected, ReadBook computed)
    {
        var sheets = expected.Sheets.ToDictionary(static s => s.Name, Values, StringComparer.Ordinal);
        var differences = new List<string>();
        var compared = 0;
        foreach (var sheet in expected.Sheets)
        {
            foreach (var row in sheet.Rows)
            {
                for (var column = 1; column <= row.Columns; column++)
                {
                    var cell = row[column];
                    if (cell.Kind is not (CellKind.Formula or CellKind.TextFormula) || !cell.HasValue)
                    {
                        continue;
                    }

                    compared++;
                    var address = CellAddress.Of(column, row.Number);
                    var found = computed[sheet.Name, address];
                    if (!Agrees(cell, found, depth => LargestOperand(cell.Text, sheet.Name, sheets, depth)))
                    {
                        differences.Add($"{sheet.Name}!{address} {row[1].Text}: {cell.Text} gives {found}, expected {(cell.Kind == CellKind.TextFormula ? cell.Shown : cell.Value)}");
                    }
                }
            }
        }

        return (differences, compared);
    }

    private static bool Agrees(SheetCell cell, object found, Func<int, double> largest) => cell.Kind == CellKind.TextFormula
        ? found is string text && text == cell.Shown
        : cell.Value.State switch
        {
            CellState.Blank => found is "",
            CellState.Unknown => found is ErrorValue { Text: "#N/A" },
            CellState.Failed => found is ErrorValue { Text: not "#N/A" },
            _ => found is double number && (Near(number, cell.Value.Raw, Math.Abs(cell.Value.Raw)) || Near(number, cell.Value.Raw, largest(1))
                || Near(number, cell.Value.Raw, largest(2) * (CarriedTolerance / Tolerance))),
        };

    private static bool Near(double a, double b, double scale) => Math.Abs(a - b) <= Tolerance * scale;

    private static Dictionary<(int Column, int Row), (double Value, string Formula)> Values(Sheet sheet)
    {
        var values = new Dictionary<(int, int), (double, string)>();
        foreach (var row in sheet.Rows)
        {
            for (var column = 1; column <= row.Columns; column++)
            {
                if (row[column] is { Kind: CellKind.Number or CellKind.Formula, HasValue: true, Value.IsValue: true } cell)
                {
                    values.Add((column, row.Number), (Math.Abs(cell.Value.Raw), cell.Text));
                }
            }
        }

        return values;
    }

    private static double LargestOperand(
        string formula, string own, Dictionary<string, Dictionary<(int Column, int Row), (double Value, string Formula)>> sheets, int depth)
    {
        var largest = 0.0;
        foreach (Match match in Reference().Matches(formula))
        {
            var sheet = match.Groups["q"].Success ? match.Groups["q"].Value.Replace("''", "'", StringComparison.Ordinal)
                : match.Groups["s"].Success ? match.Groups["s"].Value : own;
            if (!sheets.TryGetValue(sheet, out var values))
            {
                continue;
            }

            var (firstColumn, firstRow) = (ColumnOf(match.Groups["c1"].Value), int.Parse(match.Groups["r1"].Value, CultureInfo.InvariantCulture));
            var (lastColumn, lastRow) = match.Groups["c2"].Success
                ? (ColumnOf(match.Groups["c2"].Value), int.Parse(match.Groups["r2"].Value, CultureInfo.InvariantCulture))
                : (firstColumn, firstRow);
            for (var row = firstRow; row <= lastRow; row++)
            {
                for (var column = firstColumn; column <= lastColumn; column++)
                {
                    if (values.TryGetValue((column, row), out var operand))
                    {
                        var deeper = depth > 1 ? LargestOperand(operand.Formula, sheet, sheets, depth - 1) : 0;
                        largest = Math.Max(largest, Math.Max(operand.Value, deeper));
                    }
                }
            }
        }

        return largest;
    }

    private static int ColumnOf(string letters) => letters.Aggregate(0, static (column, letter) => (column * 26) + letter - 'A' + 1);

    [GeneratedRegex(@"(?:'(?<q>(?:[^']|'')+)'!|(?<s>[A-Za-z]+)!)?\$?(?<c1>[A-Z]{1,3})\$?(?<r1>[0-9]+)(?::\$?(?<c2>[A-Z]{1,3})\$?(?<r2>[0-9]+))?")]
    private static partial Regex Reference();
}
