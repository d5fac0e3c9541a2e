using Proforma.Language.Text;

namespace Proforma.Language.Binding;

/// <summary>For a plan that is text alone: no file can be read.</summary>
public sealed class NoFiles : IPlanFiles
{
    public static NoFiles Instance { get; } = new();

    public PlanFile ReadPlan(string path, SourceText? from) => new(null, $"{path} cannot be read: this plan has no folder.");

    public TableFile ReadTable(string path, SourceText from) => new(null, $"{path} cannot be read: this plan has no folder.");
}
