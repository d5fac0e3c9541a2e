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

    /// <summary>For each extra expression the index of its hidden slot, −1 where it could not be read.</summary>
    public ImmutableArray<int> ExtraSlots { get; init; } = [];

    public bool HasErrors => Program is null;
}

/// <summary>What a program is compiled for.</summary>
public enum CompileScope
{
    /// <summary>To run: claims are checked and leave nothing behind.</summary>
    Run,

    /// <summary>To hold claims against it: each has hidden slots behind all others, and <see cref="PlanProgram.Claims"/> lists them.</summary>
    Claims,
}

/// <summary>The road from text to program: parse, bind, check, lower, order.</summary>
public static class PlanCompiler
{
    /// <summary>Compiles a plan whose root text is at hand.</summary>
    /// <param name="root">The text of the root file.</param>
    /// <param name="files">Reads the files that it uses.</param>
    /// <param name="distributions">Checks distributions and gives their medians; without it a value that has no point is unknown.</param>
    /// <param name="extras">Expressions from outside that are compiled with the plan: of a report, of a command line.</param>
    /// <param name="scope">What the program is for.</param>
    /// <param name="overrides">Inputs with values that they have instead of what the plan states: what if?</param>
    public static Compilation Compile(
        SourceText root,
        IPlanFiles files,
        IDistributions? distributions = null,
        IReadOnlyList<ExtraExpression>? extras = null,
        CompileScope scope = CompileScope.Run,
        IReadOnlyList<InputOverride>? overrides = null)
    {
        var diagnostics = new DiagnosticBag();
        var loader = new PlanLoader(files, diagnostics);
        loader.Load(root);
        var binding = new BindingContext(files, diagnostics, distributions) { Overrides = new OverrideReader(diagnostics).Read(overrides ?? []) };
        new DeclarationBinder(binding).BindAll(loader.Files);
        var extra = new ExtraExpressions(extras ?? []);
        extra.Add(binding, loader.Entities[0].Root);
        var program = new PlanLowering(binding, scope).Lower(loader.Entities);
        return new Compilation(program, [.. loader.Files.Select(static f => f.Tree)], extra.Placed(diagnostics.ToImmutable()))
        {
            DiagnosticCount = diagnostics.Count,
            ExtraSlots = extra.Slots,
        };
    }
}
