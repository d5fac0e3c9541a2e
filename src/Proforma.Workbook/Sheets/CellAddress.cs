using System.Globalization;

namespace Proforma.Workbook.Sheets;

/// <summary>Cell addresses as spreadsheets write them.</summary>
internal static class CellAddress
{
    /// <summary>The most rows and columns of a sheet.</summary>
    public const int MaxRows = 1_048_576, MaxColumns = 16_384;

    private static readonly string[] s_letters = [.. Enumerable.Range(0, MaxColumns + 1).Select(LettersOf)];

    /// <summary>The letters of a column, from 1: A, Z, AA, XFD.</summary>
    public static string Letters(int column) => s_letters[column];

    public static string Of(int column, int row) => s_letters[column] + row.ToString(CultureInfo.InvariantCulture);

    /// <summary>An address whose column does not move when it is copied.</summary>
    public static string Fixed(int column, int row) => $"${s_letters[column]}{row.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>An address that never moves.</summary>
    public static string Absolute(int column, int row) => $"${s_letters[column]}${row.ToString(CultureInfo.InvariantCulture)}";

    private static string LettersOf(int column)
    {
        var letters = "";
        for (var rest = column; rest > 0; rest = (rest - 1) / 26)
        {
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        }

        return letters;
    }
}
