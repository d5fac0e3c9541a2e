using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;

namespace Proforma.Language.Binding;

/// <summary>A table that a clause reads, with the columns that its options name and a place for complaints.</summary>
internal sealed class TableAccess
{
    /// <summary>Past this many bad cells of one table the rest is only counted.</summary>
    private const int MostReported = 5;

    private readonly BindingContext _context;
    private readonly FileClauseSyntax _clause;
    private readonly SourceText _file;
    private int _reported;

    private TableAccess(BindingContext context, FileClauseSyntax clause, SourceText file, TableData data)
    {
        (_context, _clause, _file, Data) = (context, clause, file, data);
    }

    public TableData Data { get; }

    /// <summary>Opens the table of a clause; reports and gives null when it cannot be read.</summary>
    public static TableAccess? Open(BindingContext context, FileClauseSyntax clause, SourceText file)
    {
        var read = context.Files.ReadTable(clause.Path.Value, file);
        if (read.Table is null)
        {
            context.Diagnostics.Add(BindingDiagnostics.UnreadableTable, file, clause.Path.Span, read.Problem);
            return null;
        }

        if (read.Table.Rejects.Length > 0)
        {
            var (line, reason) = read.Table.Rejects[0];
            var others = read.Table.Rejects.Length > 1 ? $" (and {read.Table.Rejects.Length - 1:N0} more rows)" : "";
            context.Diagnostics.Add(BindingDiagnostics.RejectedRows, file, clause.Path.Span, $"{read.Table.Path}, line {line}: {reason}{others}; left out.");
        }

        return new TableAccess(context, clause, file, read.Table);
    }

    /// <summary>The column that option <paramref name="word"/> names, or the one called <paramref name="fallback"/>; −1 and reported when there is none.</summary>
    public int Required(string word, string? fallback)
    {
        var option = Option(word);
        if (option is null && fallback is null)
        {
            _context.Diagnostics.Add(BindingDiagnostics.MissingColumn, _file, _clause.Span, $"Say which column is the {word}: `{word} COLUMN`. The table has {Headers()}.");
            return -1;
        }

        var name = option?.Column.Value ?? fallback!;
        var index = Data.IndexOf(name);
        if (index < 0)
        {
            ReportMissing(name, option?.Column.Span, word);
        }

        return index;
    }

    /// <summary>The column that an option names; −1 when the option is not there (or its column is missing, which is reported).</summary>
    public int Optional(string word)
    {
        if (Option(word) is not { } option)
        {
            return -1;
        }

        var index = Data.IndexOf(option.Column.Value);
        if (index < 0)
        {
            ReportMissing(option.Column.Value, option.Column.Span, word);
        }

        return index;
    }

    /// <summary>Reports one cell, quoted, with its line.</summary>
    public void BadCell(int row, int column, string reason) =>
        Report(BindingDiagnostics.BadCell, row, $"column {Data.Columns[column]}, \"{Clip(Data.Rows[row][column])}\": {reason}");

    public void Report(DiagnosticDescriptor descriptor, int row, string message) => ReportAt(descriptor, $"{Data.Path}, line {Data.Lines[row]}", message);

    /// <summary>Reports something about the table as a whole.</summary>
    public void Report(DiagnosticDescriptor descriptor, string message) => ReportAt(descriptor, Data.Path, message);

    private void ReportAt(DiagnosticDescriptor descriptor, string place, string message)
    {
        _reported++;
        if (_reported > MostReported)
        {
            return;
        }

        var tail = _reported == MostReported ? " Further complaints about this table are left out." : "";
        _context.Diagnostics.Add(descriptor, _file, _clause.Path.Span, $"{place}: {message}.{tail}");
    }

    private static string Clip(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private FileOptionSyntax? Option(string word) => _clause.Options.FirstOrDefault(o => o.Word.Text == word);

    // A column that is looked for by its usual name is missing from the file; one that the plan names may be misspelled in the plan.
    private void ReportMissing(string column, TextSpan? written, string word)
    {
        var nearest = Spelling.Nearest(column, Data.Columns);
        var hint = nearest is null ? $"; it has {Headers()}." : $"; did you mean {nearest}?";
        var option = written is null ? $" Name another one with `{word} COLUMN`." : "";
        _context.Diagnostics.Add(BindingDiagnostics.MissingColumn, _file, written ?? _clause.Path.Span, $"{Data.Path} has no column {column}{hint}{(nearest is null ? option : "")}",
            nearest is not null && written is { } span ? new Fix($"write {nearest}", span, _file.Slice(span) is ['"', ..] ? $"\"{nearest}\"" : nearest) : null);
    }

    private string Headers() => string.Join(", ", Data.Columns.Take(12)) + (Data.Columns.Length > 12 ? ", …" : "");
}
