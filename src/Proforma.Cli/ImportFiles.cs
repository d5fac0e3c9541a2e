using System.Text;
using Proforma.Workbook.Import;

namespace Proforma.Cli;

/// <summary>The files that an import reads and writes beside the plan: the plan, its table of actuals, and what rows are called.</summary>
internal sealed class ImportFiles
{
    private const int MaxMapBytes = 4 << 20;

    private readonly bool _hasMark;

    private ImportFiles(string plan, string table, string map)
    {
        PlanPath = plan;
        var folder = Path.GetDirectoryName(Path.GetFullPath(plan))!;
        (Table, TablePath) = (table, Path.Combine(folder, table));
        (MapName, MapPath) = (map, Path.Combine(folder, map));
        var bytes = Read(plan);
        _hasMark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        PlanText = Encoding.UTF8.GetString(bytes.AsSpan(_hasMark ? 3 : 0));
        TableText = File.Exists(TablePath) ? Encoding.UTF8.GetString(Read(TablePath)).TrimStart('\uFEFF') : null;
        MapText = File.Exists(MapPath) ? Encoding.UTF8.GetString(Read(MapPath, MaxMapBytes)).TrimStart('\uFEFF') : "";
        Map = ImportMap.Parse(MapText, map);
    }

    public string PlanPath { get; }

    public string PlanText { get; }

    /// <summary>The table as the plan names it.</summary>
    public string Table { get; }

    public string TablePath { get; }

    /// <summary>The table of earlier imports, or null.</summary>
    public string? TableText { get; }

    public string MapName { get; }

    public string MapPath { get; }

    public string MapText { get; }

    public ImportMap Map { get; }

    /// <summary>Finds and reads the files.</summary>
    /// <exception cref="UsageException">A name leads out of the plan's folder, or a file cannot be read.</exception>
    public static ImportFiles Of(string plan, string table, string map)
    {
        var stem = Path.GetFileNameWithoutExtension(plan);
        return new ImportFiles(plan, Inside("--to", table, stem + ".actuals.csv"), Inside("--map", map, stem + ".import.map"));
    }

    /// <summary>A text of the plan as the file holds it.</summary>
    public byte[] PlanBytes(string text) => _hasMark ? [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)] : Encoding.UTF8.GetBytes(text);

    private static string Inside(string option, string wanted, string usual)
    {
        var name = wanted.Length == 0 ? usual : wanted.Replace('\\', '/');
        return Path.IsPathRooted(name) || name.Split('/').Contains("..") || name.AsSpan().IndexOfAny("\"\0\n\r") >= 0
            ? throw new UsageException($"{option} {wanted}: give a file beside the plan or below it.")
            : name;
    }

    private static byte[] Read(string path, long limit = 64L << 20)
    {
        try
        {
            return new FileInfo(path).Length <= limit ? File.ReadAllBytes(path)
                : throw new UsageException($"{path} is larger than {limit >> 20} MB.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {error.Message}");
        }
    }
}
