using System.Globalization;
using System.Text;
using Proforma.Model.Time;
using Proforma.Reporting.Parquet;
using Proforma.Reporting.Records;
using Proforma.Workspace;

namespace Proforma.Bench;

/// <summary>Records of a run, from figures in memory to a Parquet file on disk.</summary>
internal static class ParquetBenchmark
{
    private const int Steps = 48, Tracks = 2;

    public static void Run(BenchArguments arguments, FigureTable table)
    {
        var lines = (arguments.IsQuick ? 100_000 : 10_000_000) / (Steps * Tracks) + 1;
        var figures = new RunFigures(CompiledText.Run(CompiledText.Program(Text(lines))));
        var options = new RecordOptions { Grain = Grain.Month };
        var path = Path.Combine(Path.GetTempPath(), $"proforma-bench-{Environment.ProcessId}.parquet");
        Samples csv = new(), parquet = new();
        var (before, peak) = (0L, 0L);
        try
        {
            for (var i = 0; i < (arguments.IsQuick ? 2 : 3); i++)
            {
                csv.Take(() => Write(path, file => RecordWriter.WriteCsv(RecordSource.Of(figures, options), file)));
                before = Environment.WorkingSet;
                parquet.Take(() => Write(path, file => ParquetRecordWriter.Write(Watched(RecordSource.Of(figures, options)), file)));
            }

            var size = new FileInfo(path).Length;
            var rows = (long)lines * Steps * Tracks;
            table.Add(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} records to CSV"), csv);
            table.Add(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} records to Parquet"), parquet, arguments.IsQuick ? null : 5, parquet.Over(csv, "CSV"));
            table.Add("the same, bytes a record", string.Create(CultureInfo.InvariantCulture, $"{(double)size / rows:F1}"));
            table.Add("the same, working set above that of the figures", string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, peak - before) >> 20} MB"));
        }
        finally
        {
            File.Delete(path);
        }

        IEnumerable<FigureRecord> Watched(IEnumerable<FigureRecord> records)
        {
            var count = 0;
            foreach (var record in records)
            {
                if ((++count & 0xFFFFF) == 0)
                {
                    peak = Math.Max(peak, Environment.WorkingSet);
                }

                yield return record;
            }
        }
    }

    private static long Write(string path, Action<Stream> write)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        write(file);
        return file.Length;
    }

    private static string Text(int lines)
    {
        var text = new StringBuilder("""
            plan "Many figures"
              currency USD
              calendar monthly 2024-01 .. 2027-12
            track aggressive
            track conservative
            input start : USD/month
              aggressive   = 120
              conservative = 100

            """);
        for (var i = 0; i < lines - 1; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"line line_{i} = start * {1 + (i * 1e-6):R} + period.index * 1 USD/month\n");
        }

        return text.ToString();
    }
}
