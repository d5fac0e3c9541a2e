using System.Collections.Immutable;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Binding;

/// <summary>The compiler's only door to files. Paths are as the plan writes them, relative to the file that names them.</summary>
public interface IPlanFiles
{
    /// <summary>Reads a plan file.</summary>
    /// <param name="path">As written in `use`, or the root's path when <paramref name="from"/> is null.</param>
    /// <param name="from">The file that names it.</param>
    PlanFile ReadPlan(string path, SourceText? from);

    /// <summary>Reads a table (CSV with a header row, or Parquet).</summary>
    TableFile ReadTable(string path, SourceText from);
}

/// <summary>A plan file, or why there is none.</summary>
/// <param name="Source">The text, or null.</param>
/// <param name="Problem">A sentence for the author when there is no text.</param>
public sealed record PlanFile(SourceText? Source, string Problem = "")
{
    /// <summary>Why the bytes of the file are no plan text (UTF-16, binary); such a text is shown but not parsed.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}

/// <summary>A table, or why there is none.</summary>
/// <param name="Table">The table, or null.</param>
/// <param name="Problem">A sentence for the author when there is no table.</param>
public sealed record TableFile(TableData? Table, string Problem = "");

/// <summary>A rectangular table of texts. Rows that the reader had to reject are in <paramref name="Rejects"/>.</summary>
/// <param name="Path">As the workspace names it.</param>
/// <param name="Columns">The header.</param>
/// <param name="Rows">One array a row, as long as the header.</param>
/// <param name="Lines">The 1-based line on which each row begins.</param>
/// <param name="Rejects">Rows left out: their line and why.</param>
public sealed record TableData(
    string Path,
    ImmutableArray<string> Columns,
    IReadOnlyList<string[]> Rows,
    IReadOnlyList<int> Lines,
    ImmutableArray<(int Line, string Reason)> Rejects)
{
    /// <summary>The index of a column, ignoring case, or −1.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (string.Equals(Columns[i].Trim(), column, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
