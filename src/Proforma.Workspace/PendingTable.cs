using Proforma.Language.Binding;
using Proforma.Language.Text;

namespace Proforma.Workspace;

/// <summary>The files of a folder, with one table as it would be after it is written.</summary>
internal sealed class PendingTable(WorkspaceFolder folder, string table, string csv) : IPlanFiles
{
    public PlanFile ReadPlan(string path, SourceText? from) => folder.ReadPlan(path, from);

    public TableFile ReadTable(string path, SourceText from)
    {
        if (path != table)
        {
            return folder.ReadTable(path, from);
        }

        using var reader = new StringReader(csv);
        return CsvTable.Read(path, reader);
    }
}
