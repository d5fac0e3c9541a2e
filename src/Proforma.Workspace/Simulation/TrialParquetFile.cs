using System.Collections.Concurrent;
using System.Collections.Immutable;
using Parquet;
using Parquet.Schema;
using Proforma.Engine.Simulation;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Workspace.Simulation;

/// <summary>A column of the trials' table.</summary>
/// <param name="Name">As the file names it: `revenue[aggressive, 2027]`.</param>
/// <param name="Output">The number that it holds.</param>
/// <param name="Scale">What one of the file's unit is in base units.</param>
public sealed record TrialColumn(string Name, SimulationOutput Output, double Scale);

/// <summary>
/// Writes the trials themselves as Parquet: a row a trial in ascending order, `trial` and a column an output. Figures are doubles in the unit that
/// reports show, conditions are booleans, dates are texts (`2026-04`, `never`, `before`); what a trial has no value for is null. Each range of
/// trials becomes a row group, so memory is bounded by the ranges that are open, whatever the number of trials.
/// </summary>
/// <remarks>The file is written beside its place and renamed when it is complete; without <see cref="Complete"/> nothing is left of it.</remarks>
public sealed class TrialParquetFile : ITrialCollector, IDisposable
{
    /// <summary>The most columns: each range keeps all of them.</summary>
    public const int MostColumns = 2_000;

    private readonly PlanProgram _program;
    private readonly ImmutableArray<TrialColumn> _columns;
    private readonly DataField[] _fields;
    private readonly ReplacedFile _file;
    private readonly ParquetWriter _writer;
    private readonly ConcurrentBag<RangeValues> _spare = [];

    private TrialParquetFile(PlanProgram program, ImmutableArray<TrialColumn> columns, ReplacedFile file, IReadOnlyDictionary<string,
        string> metadata)
    {
        (_program, _columns, _file) = (program, columns, file);
        _fields = [new DataField("trial", typeof(long), false), .. columns.Select(c => new DataField(c.Name, TypeOf(c), true))];
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy, DictionaryEncodingThreshold = 0.8 };
        _writer = ParquetWriter.CreateAsync(new ParquetSchema(_fields), file.Stream, options).GetAwaiter().GetResult();
        _writer.CustomMetadata = metadata;
    }

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it will stand.</param>
    /// <param name="program">The plan.</param>
    /// <param name="columns">The outputs in the order of the simulation's options.</param>
    /// <param name="metadata">What the file says of itself: version, plan hash, seed, sampling.</param>
    /// <exception cref="IOException">It cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written there.</exception>
    public static TrialParquetFile Create(
        string path, PlanProgram program, ImmutableArray<TrialColumn> columns, IReadOnlyDictionary<string, string> metadata)
    {
        var file = ReplacedFile.Create(path);
        try
        {
            return new TrialParquetFile(program, columns, file, metadata);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The size that so many trials take without compression, for a look at the disk beforehand.</summary>
    public static double BytesOf(long trials, int columns) => (double)trials * sizeof(double) * (columns + 1);

    public ITrialSink Begin(TrialRange range)
    {
        var values = _spare.TryTake(out var used) ? used : new RangeValues(_columns.Length);
        values.Clear();
        return values;
    }

    public void End(TrialRange range, ITrialSink sink)
    {
        var values = (RangeValues)sink;
        Write(range, values).GetAwaiter().GetResult();
        _spare.Add(values);
    }

    /// <summary>Ends the file and puts it into its place.</summary>
    public void Complete()
    {
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file.Complete();
    }

    public void Dispose() => _file.Dispose();

    private async Task Write(TrialRange range, RangeValues values)
    {
        using var rows = _writer.CreateRowGroup();
        var trials = new long[values.Count];
        for (var i = 0; i < trials.Length; i++)
        {
            trials[i] = range.First + i;
        }

        await rows.WriteAsync(_fields[0], (ReadOnlyMemory<long>)trials).ConfigureAwait(false);
        for (var i = 0; i < _columns.Length; i++)
        {
            var (column, field) = (_columns[i], _fields[i + 1]);
            var slot = _program.Slots[column.Output.Slot];
            switch (slot.Type)
            {
                case ValueType.Boolean:
                    await rows.WriteAsync(field, Converted<bool?>(values.Column(i), static v => v != 0)).ConfigureAwait(false);
                    break;
                case ValueType.Period:
                    await rows.WriteAsync(field, Converted<ReadOnlyMemory<char>?>(values.Column(i), v =>
                        PeriodText(v, slot).AsMemory())).ConfigureAwait(false);
                    break;
                default:
                    await rows.WriteAsync(field, Converted<double?>(values.Column(i), v => v / column.Scale)).ConfigureAwait(false);
                    break;
            }
        }

        rows.CompleteValidate();
    }

    private Type TypeOf(TrialColumn column) => _program.Slots[column.Output.Slot].Type switch
    {
        ValueType.Boolean => typeof(bool),
        ValueType.Period => typeof(string),
        _ => typeof(double),
    };

    private static ReadOnlyMemory<T> Converted<T>(ReadOnlySpan<double> values, Func<double, T> convert)
    {
        var converted = new T[values.Length];
        for (var i = 0; i < converted.Length; i++)
        {
            converted[i] = new CellValue(values[i]).IsValue ? convert(values[i]) : default!;
        }

        return converted;
    }

    private static string PeriodText(double ordinal, Slot slot) =>
        ordinal >= PeriodValue.Never ? "never" : ordinal <= PeriodValue.Before ? "before"
            : new Period(slot.PeriodGrain, (int)Math.Round(ordinal), slot.PeriodYearEnd).ToString();

    /// <summary>The trials of one range, column by column; used again for a later one.</summary>
    private sealed class RangeValues(int columns) : ITrialSink
    {
        private double[][] _values = [.. Enumerable.Range(0, columns).Select(static _ => Array.Empty<double>())];

        public int Count { get; private set; }

        public void Clear() => Count = 0;

        public ReadOnlySpan<double> Column(int column) => _values[column].AsSpan(0, Count);

        public void Accept(long firstTrial, int count, ReadOnlySpan<double> outputs, ReadOnlySpan<double> inputs)
        {
            for (var i = 0; i < _values.Length; i++)
            {
                if (_values[i].Length < Count + count)
                {
                    Array.Resize(ref _values[i], Math.Max(Count + count, _values[i].Length * 2));
                }

                outputs.Slice(i * count, count).CopyTo(_values[i].AsSpan(Count));
            }

            Count += count;
        }
    }
}
