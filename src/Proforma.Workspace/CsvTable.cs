using System.Collections.Immutable;
using Proforma.Language.Binding;
using Sylvan.Data.Csv;

namespace Proforma.Workspace;

/// <summary>Reads CSV with a header row into a table of texts. Rows that do not fit are rejected one by one, with their line.</summary>
public static class CsvTable
{
    /// <summary>The most rows and columns that are read.</summary>
    public const int MaxRows = 5_000_000, MaxColumns = 2_000;

    public static TableFile Read(string path, TextReader text)
    {
        if (text.Peek() < 0)
        {
            return new TableFile(null, $"{path} is empty; a table begins with the names of its columns.");
        }

        try
        {
            using var reader = CsvDataReader.Create(text, new CsvDataReaderOptions { HasHeaders = true, MaxBufferSize = 1 << 24, ResultSetMode = ResultSetMode.SingleResult });
            if (reader.FieldCount == 0)
            {
                return new TableFile(null, $"{path} is empty; a table begins with the names of its columns.");
            }

            if (reader.FieldCount > MaxColumns)
            {
                return new TableFile(null, $"{path} has {reader.FieldCount:N0} columns; at most {MaxColumns:N0} are read.");
            }

            return Read(path, reader);
        }
        catch (CsvRecordTooLargeException error)
        {
            return new TableFile(null, $"{path}, row {error.RowNumber}: the row is too long; is a quotation mark missing?");
        }
        catch (CsvFormatException error)
        {
            return new TableFile(null, $"{path}, row {error.RowNumber}: this is not CSV: {Plain(error.Message)}");
        }
    }

    private static TableFile Read(string path, CsvDataReader reader)
    {
        var columns = Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetName(i).Trim()).ToImmutableArray();
        if (columns.GroupBy(static c => c, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static g => g.Key.Length > 0 && g.Count() > 1) is { } twice)
        {
            return new TableFile(null, $"{path} has two columns called {twice.Key}.");
        }

        if (columns is [var sole] && sole.Contains(';', StringComparison.Ordinal))
        {
            return new TableFile(null, $"{path} has one column, {sole}: it is separated by semicolons. Save it with commas.");
        }

        var rows = new List<string[]>();
        var lines = new List<int>();
        var rejects = ImmutableArray.CreateBuilder<(int, string)>();
        while (reader.Read())
        {
            // The header is line 1. Quoted line breaks make later rows begin further down; the row's number still leads there.
            var line = reader.RowNumber + 1;
            if (reader.RowFieldCount == 1 && reader.GetString(0).Length == 0)
            {
                continue;
            }

            if (reader.RowFieldCount != columns.Length)
            {
                rejects.Add((line, $"the row has {reader.RowFieldCount} fields, the header {columns.Length}"));
                continue;
            }

            if (rows.Count == MaxRows)
            {
                return new TableFile(null, $"{path} has more than {MaxRows:N0} rows.");
            }

            var row = new string[columns.Length];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.GetString(i);
            }

            rows.Add(row);
            lines.Add(line);
        }

        return new TableFile(new TableData(path, columns, rows, lines, rejects.ToImmutable()));
    }

    private static string Plain(string message) => message.ReplaceLineEndings(" ");
}
