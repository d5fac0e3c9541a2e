using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Lowering;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;

namespace Proforma.Language;

/// <summary>A compiled plan: its program, its trees, and what there is to say about it.</summary>
/// <param name="Program">The program; null when there are errors.</param>
/// <param name="Trees">The syntax tree of every file, the root first.</param>
/// <param name="Diagnostics">Everything found, by file and place.</param>
public sealed record Compilation(PlanProgram? Program, ImmutableArray<SyntaxTree> Trees, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>How many diagnostics there were in all; more than are kept when a file is full of mistakes.</summary>
    public int DiagnosticCount { get; init; }

    public bool HasErrors => Program is null;
}

/// <summary>The road from text to program: parse, bind, check, lower, order.</summary>
public static class PlanCompiler
{
    /// <summary>Compiles a plan whose root text is at hand.</summary>
    /// <param name="root">The text of the root file.</param>
    /// <param name="files">Reads the files that it uses.</param>
    /// <param name="distributions">Checks distributions and gives their medians; without it a value that has no point is unknown.</param>
    /// <param name="variation">Other values of inputs and conditions to ask about; null for the plan as it is written.</param>
    public static Compilation Compile(SourceText root, IPlanFiles files, IDistributions? distributions = null, PlanVariation? variation = null)
    {
        var diagnostics = new DiagnosticBag();
        var loader = new PlanLoader(files, diagnostics);
        loader.Load(root);
        var varied = new VariationReader(variation ?? PlanVariation.None, diagnostics);
        var binding = new BindingContext(files, diagnostics, distributions) { Overrides = varied.Overrides() };
        new DeclarationBinder(binding).BindAll([.. loader.Files, .. varied.Conditions(loader.Files)]);
        var program = new PlanLowering(binding).Lower(loader.Entities);
        return new Compilation(program, [.. loader.Files.Select(static f => f.Tree)], diagnostics.ToImmutable()) { DiagnosticCount = diagnostics.Count };
    }
}
