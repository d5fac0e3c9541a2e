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
    public const int RowGroupSize = 65_536;

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
                    await (column == ValueColumn ? rows.WriteAsync(fields[column], group.Values, cancellationToken: cancellation)
                        : column < ValueColumn ? rows.WriteAsync(fields[column], group.TextsOf(column), cancellationToken: cancellation)
                        : rows.WriteAsync(fields[column], group.NotesOf(column - ValueColumn - 1), cancellationToken: cancellation)).ConfigureAwait(false);
                }

                rows.CompleteValidate();
                group.Clear();
                empty.Add(group, cancellation);
            }
        }
    }

    /// <summary>The records of one row group, column by column; used again for a later one. Texts as the encoder wants them, without a copy.</summary>
    private sealed class RecordColumns(int capacity)
    {
        private readonly ReadOnlyMemory<char>[][] _texts = [.. Enumerable.Range(0, ValueColumn).Select(_ => new ReadOnlyMemory<char>[capacity])];
        private readonly double?[] _values = new double?[capacity];
        private readonly ReadOnlyMemory<char>?[][] _notes = [new ReadOnlyMemory<char>?[capacity], new ReadOnlyMemory<char>?[capacity]];

        public int Count { get; private set; }

        public ReadOnlyMemory<double?> Values => _values.AsMemory(0, Count);

        /// <summary>A column before `value`.</summary>
        public ReadOnlyMemory<ReadOnlyMemory<char>> TextsOf(int column) => _texts[column].AsMemory(0, Count);

        /// <summary>`value_text` or `reason`.</summary>
        public ReadOnlyMemory<ReadOnlyMemory<char>?> NotesOf(int column) => _notes[column].AsMemory(0, Count);

        public void Add(in FigureRecord record)
        {
            var i = Count++;
            ReadOnlySpan<string> texts =
            [
                record.Entity, record.Line, record.Label, record.Member, record.Track, record.Period, record.Grain, record.Kind, record.Unit,
            ];
            for (var column = 0; column < texts.Length; column++)
            {
                _texts[column][i] = texts[column].AsMemory();
            }

            _values[i] = record.Value;
            _notes[0][i] = record.ValueText?.AsMemory();
            _notes[1][i] = record.Reason?.AsMemory();
        }

        public void Clear() => Count = 0;
    }
}
