using System.Collections.Immutable;
using System.Globalization;
using Parquet;
using Parquet.Schema;
using Proforma.Language.Binding;

namespace Proforma.Workspace;

/// <summary>
/// Reads a flat Parquet file into a table of texts, as <see cref="CsvTable"/> does with CSV: numbers with all their digits, days as 2025-01-31,
/// true and false in words, nulls as empty texts.
/// </summary>
public static class ParquetTable
{
    /// <summary>The most cells that are read: a small file can declare very many.</summary>
    public const long MaxCells = 50_000_000;

    /// <summary>Reads the file.</summary>
    /// <param name="path">As messages name it.</param>
    /// <param name="file">The bytes; must be able to seek.</param>
    public static TableFile Read(string path, Stream file)
    {
        try
        {
            return Task.Run(() => ReadAsync(path, file)).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The reader throws exceptions of every kind at a broken file; none of them says anything to a person.
            return new TableFile(null, $"{path} is no Parquet file that can be read; it may be damaged or encrypted.");
        }
    }

    private static async Task<TableFile> ReadAsync(string path, Stream file)
    {
        var reader = await ParquetReader.CreateAsync(file, leaveStreamOpen: true).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var fields = reader.Schema.DataFields;
            if (fields.Length != reader.Schema.Fields.Count || fields.Any(static f => f.IsArray))
            {
                return new TableFile(null, $"{path} has columns within columns; a table has one value a cell.");
            }

            if (fields.Length is 0 or > CsvTable.MaxColumns)
            {
                return new TableFile(null, $"{path} has {fields.Length:N0} columns; a table has from 1 to {CsvTable.MaxColumns:N0}.");
            }

            var count = reader.RowGroups.Sum(static g => g.RowCount);
            if (count is < 0 or > CsvTable.MaxRows)
            {
                return new TableFile(null, $"{path} has {count:N0} rows; at most {CsvTable.MaxRows:N0} are read.");
            }

            if (count * fields.Length > MaxCells)
            {
                return new TableFile(null, $"{path} has {count:N0} rows of {fields.Length:N0} columns; at most {MaxCells:N0} cells are read.");
            }

            var rows = new List<string[]>((int)count);
            foreach (var group in reader.RowGroups)
            {
                await ReadGroup(group, fields, rows).ConfigureAwait(false);
            }

            // The first row of a table is the line after the header, whatever the file's form.
            return new TableFile(new TableData(path, [.. fields.Select(static f => f.Name)], rows, [.. Enumerable.Range(2, rows.Count)], []));
        }
    }

    private static async Task ReadGroup(ParquetRowGroupReader group, DataField[] fields, List<string[]> rows)
    {
        var first = rows.Count;
        var length = checked((int)group.RowCount);
        for (var i = 0; i < length; i++)
        {
            rows.Add(new string[fields.Length]);
        }

        for (var column = 0; column < fields.Length; column++)
        {
            var texts = await Texts(group, fields[column], length).ConfigureAwait(false);
            for (var i = 0; i < length; i++)
            {
                rows[first + i][column] = texts[i];
            }
        }
    }

    private static async Task<string[]> Texts(ParquetRowGroupReader group, DataField field, int length)
    {
        if (field.ClrType == typeof(ReadOnlyMemory<char>) || field.ClrType == typeof(string))
        {
            var texts = new string?[length];
            await group.ReadAsync(field, texts.AsMemory()!).ConfigureAwait(false);
            return [.. texts.Select(static t => t ?? "")];
        }

        return field.ClrType switch
        {
            var t when t == typeof(double) => await Values<double>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(float) => await Values<float>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(decimal) => await Values<decimal>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(long) => await Values<long>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(int) => await Values<int>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(short) => await Values<short>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(sbyte) => await Values<sbyte>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(byte) => await Values<byte>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(ushort) => await Values<ushort>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(uint) => await Values<uint>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(ulong) => await Values<ulong>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(bool) => await Values<bool>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(DateTime) => await Values<DateTime>(group, field, length).ConfigureAwait(false),
            var t when t == typeof(DateOnly) => await Values<DateOnly>(group, field, length).ConfigureAwait(false),
            _ => throw new NotSupportedException($"Columns of {field.ClrType.Name} are not read."),
        };
    }

    private static async Task<string[]> Values<T>(ParquetRowGroupReader group, DataField field, int length)
        where T : struct
    {
        var texts = new string[length];
        if (field.IsNullable)
        {
            var values = new T?[length];
            await group.ReadAsync(field, values.AsMemory()).ConfigureAwait(false);
            for (var i = 0; i < length; i++)
            {
                texts[i] = values[i] is { } value ? Text(value) : "";
            }
        }
        else
        {
            var values = new T[length];
            await group.ReadAsync(field, values.AsMemory()).ConfigureAwait(false);
            for (var i = 0; i < length; i++)
            {
                texts[i] = Text(values[i]);
            }
        }

        return texts;
    }

    private static string Text<T>(T value)
        where T : struct => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTime moment => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number when double.IsNaN(number) => "",
        float number when float.IsNaN(number) => "",

        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
