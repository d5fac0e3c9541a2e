using System.Collections.Concurrent;
using Parquet;
using Parquet.Schema;
using Proforma.Reporting.Records;

namespace Proforma.Reporting.Parquet;

/// <summary>
/// Writes records as Parquet with the columns of <see cref="RecordWriter.Columns"/>: `value` a double, the others UTF-8 texts with a dictionary;
/// `value`, `value_text` and `reason` may be null. Records are read on the caller's thread and encoded on another; at most three row groups are
/// held at a time, so memory does not grow with the number of records.
/// </summary>
public static class ParquetRecordWriter
{
    /// <summary>The records of a row group.</summary>
    public const int RowGroupSize = 131_072;

    private const int FullGroups = 2, ValueColumn = 9;

    private static readonly string[] s_nullable = ["value", "value_text", "reason"];

    /// <summary>Writes all records; the file ends with the last row group's directory, so a stopped write leaves no valid file.</summary>
    /// <param name="records">The records; read once.</param>
    /// <param name="output">Receives the file; must be able to seek.</param>
    /// <param name="metadata">What the file says of itself, for example the plan's title.</param>
    /// <param name="cancellation">Stops between two row groups.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Write(
        IEnumerable<FigureRecord> records,
        Stream output,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellation = default)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var full = new BlockingCollection<RecordColumns>(FullGroups);
        using var empty = new BlockingCollection<RecordColumns>();
        for (var i = 0; i <= FullGroups; i++)
        {
            empty.Add(new RecordColumns(RowGroupSize), cancellation);
        }

        var encoding = Task.Run(
            async () =>
            {
                try
                {
                    await Encode(full, empty, output, metadata, ended.Token).ConfigureAwait(false);
                }
                catch
                {
                    // The reader of records may be waiting for an empty group that will never come.
                    await ended.CancelAsync().ConfigureAwait(false);
                    throw;
                }
            },
            CancellationToken.None);
        try
        {
            Read(records, full, empty, ended.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Encoding failed first; its own error, below, is the one to report.
        }
        catch
        {
            ended.Cancel();
            throw;
        }
        finally
        {
            full.CompleteAdding();
            ((IAsyncResult)encoding).AsyncWaitHandle.WaitOne();
        }

        encoding.GetAwaiter().GetResult();
    }

    private static void Read(IEnumerable<FigureRecord> records, BlockingCollection<RecordColumns> full, BlockingCollection<RecordColumns> empty,
        CancellationToken cancellation)
    {
        var group = empty.Take(cancellation);
        foreach (var record in records)
        {
            group.Add(record);
            if (group.Count == RowGroupSize)
            {
                full.Add(group, cancellation);
                group = empty.Take(cancellation);
            }
        }

        if (group.Count > 0)
        {
            full.Add(group, cancellation);
        }
    }

    private static async Task Encode(BlockingCollection<RecordColumns> full, BlockingCollection<RecordColumns> empty, Stream output,
        IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellation)
    {
        DataField[] fields =
        [
            .. RecordWriter.Columns.Select(static name =>
                new DataField(name, name == "value" ? typeof(double) : typeof(string), s_nullable.Contains(name, StringComparer.Ordinal))),
        ];
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy, DictionaryEncodingThreshold = 1 };
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), output, options, cancellationToken: cancellation).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            writer.CustomMetadata = metadata ?? new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var group in full.GetConsumingEnumerable(cancellation))
            {
                using var rows = writer.CreateRowGroup();
                for (var column = 0; column < fields.Length; column++)
                {
                    await (column == ValueColumn
                        ? rows.WriteAsync(fields[column], group.Values, cancellationToken: cancellation)
                        : rows.WriteAsync(fields[column], group.TextsOf(column))).ConfigureAwait(false);
                }

                rows.CompleteValidate();
                group.Clear();
                empty.Add(group, cancellation);
            }
        }
    }

    /// <summary>The records of one row group, column by column; used again for a later one.</summary>
    private sealed class RecordColumns(int capacity)
    {
        private readonly string?[][] _texts = [.. RecordWriter.Columns.Select(_ => new string?[capacity])];
        private readonly double?[] _values = new double?[capacity];

        public int Count { get; private set; }

        public ReadOnlyMemory<double?> Values => _values.AsMemory(0, Count);

        public IReadOnlyCollection<string> TextsOf(int column) => new ArraySegment<string>(_texts[column]!, 0, Count);

        public void Add(FigureRecord r)
        {
            var i = Count++;
            (_texts[0][i], _texts[1][i], _texts[2][i], _texts[3][i], _texts[4][i], _texts[5][i]) = (r.Entity, r.Line, r.Label, r.Member, r.Track, r.Period);
            (_texts[6][i], _texts[7][i], _texts[8][i], _texts[10][i], _texts[11][i]) = (r.Grain, r.Kind, r.Unit, r.ValueText, r.Reason);
            _values[i] = r.Value;
        }

        public void Clear() => Count = 0;
    }
}
