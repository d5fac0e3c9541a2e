using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;

namespace Proforma.Language.Binding;

/// <summary>A parsed file and the scope that its declarations belong to.</summary>
internal sealed record LoadedFile(SyntaxTree Tree, Scope Scope);

/// <summary>Reads the root plan and everything it uses, and gives each file its entity and scope.</summary>
internal sealed class PlanLoader(IPlanFiles files, DiagnosticBag diagnostics)
{
    /// <summary>The most files one plan may be made of.</summary>
    public const int MaxFiles = 256;

    private readonly List<LoadedFile> _loaded = [];
    private readonly List<Entity> _entities = [];
    private readonly List<string> _open = [];
    private bool _isFull;

    public IReadOnlyList<LoadedFile> Files => _loaded;

    /// <summary>The root plan first.</summary>
    public IReadOnlyList<Entity> Entities => _entities;

    /// <summary>Loads a root whose text is at hand.</summary>
    public Entity Load(SourceText source)
    {
        var root = new Entity("", 0);
        _entities.Add(root);
        var tree = Parse(source);
        root.Plan = PlanOf(tree);
        Add(tree, root.Root);
        if (root.Plan is null)
        {
            ReportMissingPlan(source, tree);
        }

        return root;
    }

    private void ReportMissingPlan(SourceText source, SyntaxTree tree)
    {
        var start = new TextSpan(0, 0);
        if (tree.Declarations.Count + tree.Diagnostics.Count == 0)
        {
            diagnostics.Add(BindingDiagnostics.MissingPlan, source, start, "The file is empty; a plan begins with its title, currency and calendar.",
                new Fix("begin a plan", start, "plan \"Title\"\n  currency USD\n  calendar monthly 2025-01 .. 2027-12\n"));
            return;
        }

        diagnostics.Add(BindingDiagnostics.MissingPlan, source, start, "This file declares no plan: its title, currency and calendar are missing.",
            new Fix("declare a plan", start, "plan \"Title\"\n  currency USD\n  calendar monthly 2025-01 .. 2027-12\n\n"));
    }

    private static PlanSyntax? PlanOf(SyntaxTree tree)
    {
        foreach (var declaration in tree.Declarations)
        {
            if (declaration is PlanSyntax plan)
            {
                return plan;
            }
        }

        return null;
    }

    private SyntaxTree Parse(SourceText source)
    {
        var tree = Parser.Parse(source);
        diagnostics.AddRange(tree.Diagnostics);
        return tree;
    }

    private void Add(SyntaxTree tree, Scope scope)
    {
        _loaded.Add(new LoadedFile(tree, scope));
        _open.Add(tree.Source.Path);
        var plans = 0;
        foreach (var declaration in tree.Declarations)
        {
            if (declaration is PlanSyntax && ++plans > 1)
            {
                diagnostics.Add(BindingDiagnostics.MisplacedPlan, tree.Source, declaration.Keyword, "A file declares one plan; this is a second one. Another company is a file of its own, read with `use`.",
                    related: new RelatedPlace(tree.Source, PlanOf(tree)!.Keyword, "the first one"));
            }
            else if (declaration is UseSyntax { Path: not null } use)
            {
                Use(use, use.Path, tree.Source, scope);
            }
        }

        _open.RemoveAt(_open.Count - 1);
    }

    private void Use(UseSyntax use, TextSyntax path, SourceText from, Scope scope)
    {
        if (_loaded.Count >= MaxFiles)
        {
            if (!_isFull)
            {
                diagnostics.Add(BindingDiagnostics.TooManyFiles, from, use.Span, $"A plan may be made of at most {MaxFiles} files, and this would be one more; a file counts each time it is used.");
            }

            _isFull = true;
            return;
        }

        var file = files.ReadPlan(path.Value, from);
        if (file.Source is null)
        {
            diagnostics.Add(BindingDiagnostics.UnreadableFile, from, path.Span, file.Problem);
            return;
        }

        if (file.Diagnostics.Count > 0)
        {
            diagnostics.AddRange(file.Diagnostics);
            return;
        }

        var at = _open.IndexOf(file.Source.Path);
        if (at >= 0)
        {
            var road = string.Join(" → ", _open.Skip(at).Append(file.Source.Path));
            diagnostics.Add(BindingDiagnostics.CircularUse, from, path.Span, at == _open.Count - 1 ? $"{file.Source.Path} uses itself." : $"These files use each other: {road}.");
            return;
        }

        var tree = Parse(file.Source);
        if (PlanOf(tree) is { } plan)
        {
            UseEntity(use, path, from, scope, tree, plan);
        }
        else
        {
            UseModule(use, from, scope, tree);
        }
    }

    private void UseEntity(UseSyntax use, TextSyntax path, SourceText from, Scope scope, SyntaxTree tree, PlanSyntax plan)
    {
        if (use.Alias is null && scope.Entity is { Index: 0, Plan: null } && scope == scope.Entity.Root)
        {
            // A file of claims stands beside its plan: `use "company.plan"` makes that one the root plan, whose names it speaks of.
            scope.Entity.Plan = plan;
            Add(tree, scope);
            return;
        }

        if (use.Alias is null)
        {
            diagnostics.Add(BindingDiagnostics.MissingValue, from, use.Span, $"\"{path.Value}\" is a plan of its own: say by which name this plan speaks of it.",
                new Fix("name it", new TextSpan(use.Span.End, 0), " as other"));
            return;
        }

        var entity = new Entity(scope.Entity.Alias.Length == 0 ? use.Alias.Text : $"{scope.Entity.Alias}.{use.Alias.Text}", _entities.Count) { Plan = plan };
        _entities.Add(entity);
        Declare(scope, new AliasSymbol(use.Alias.Text, from, use.Alias.Span, entity.Root));
        Add(tree, entity.Root);
    }

    private void UseModule(UseSyntax use, SourceText from, Scope scope, SyntaxTree tree)
    {
        var module = scope;
        if (use.Alias is { } alias)
        {
            module = new Scope(scope.Entity, scope, $"{scope.Prefix}{alias.Text}.");
            Declare(scope, new AliasSymbol(alias.Text, from, alias.Span, module));
        }

        Add(tree, module);
    }

    private void Declare(Scope scope, Symbol symbol)
    {
        if (scope.Declare(symbol) is { } earlier)
        {
            diagnostics.Add(BindingDiagnostics.DuplicateName, symbol.File, symbol.Span, $"The name {symbol.Name} is already taken by a {earlier.Noun}.",
                related: new RelatedPlace(earlier.File, earlier.Span, "declared here first"));
        }
    }
}
