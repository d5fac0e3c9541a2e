using System.Collections.Immutable;
using Proforma.Language.Diagnostics;
using Proforma.Language.Lowering;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Language.Units;
using Proforma.Model.Program;
using Proforma.Model.Units;

namespace Proforma.Language.Binding;

/// <summary>Gives every declaration its symbol: first what others refer to (plan, tracks, units, dimensions, sources), then the series.</summary>
internal sealed class DeclarationBinder(BindingContext context)
{
    private readonly Dictionary<Entity, List<(TrackSyntax Syntax, SourceText File)>> _tracks = [];
    private readonly List<(UnitDeclarationSyntax Syntax, LoadedFile File)> _derived = [];

    public void BindAll(IReadOnlyList<LoadedFile> loaded)
    {
        context.Loaded.AddRange(loaded);
        foreach (var file in loaded)
        {
            if (file.Scope.Entity.Plan is { } plan && file.Tree.Declarations.Contains(plan))
            {
                new CalendarBinder(file.Tree.Source, context.Diagnostics).Bind(plan, file.Scope.Entity);
            }

            foreach (var declaration in file.Tree.Declarations)
            {
                BindSupporting(declaration, file);
            }
        }

        BindDerivedUnits();
        foreach (var entity in loaded.Select(static f => f.Scope.Entity).Distinct())
        {
            BindTracks(entity);
        }

        foreach (var file in loaded)
        {
            BindSeries(file);
        }

        ReportUnusedOverrides();
    }

    private void ReportUnusedOverrides()
    {
        foreach (var (name, replaced) in context.Overrides)
        {
            if (!context.Series.Any(s => s.Role is SlotRole.Input or SlotRole.Rate && s.File == replaced.Source))
            {
                var inputs = context.Series.Where(static s => s.Role is SlotRole.Input or SlotRole.Rate).Select(static s => s.Scope.Prefix + s.Name);
                var nearest = Spelling.Nearest(name, inputs);
                context.Diagnostics.Add(BindingDiagnostics.UnknownName, new SourceText("--set", name), new TextSpan(0, name.Length),
                    $"There is no input {name}{(nearest is null ? "." : $"; did you mean {nearest}?")}");
            }
        }
    }

    /// <summary>The declaration with the value that was asked for instead of its own, and the text which that stands in.</summary>
    private (DeclarationSyntax Syntax, SourceText File) Varied(DeclarationSyntax syntax, string name, SlotRole role, LoadedFile file)
    {
        if (role is not (SlotRole.Input or SlotRole.Rate) || !context.Overrides.TryGetValue(file.Scope.Prefix + name, out var replaced))
        {
            return (syntax, file.Tree.Source);
        }

        // One value for all cells needs no other clause: no roll-up, no interpolation, and the domain bounded a distribution that is given up.
        List<ClauseSyntax> clauses = [.. replaced.Clauses];
        return syntax switch
        {
            SeriesSyntax s => (new SeriesSyntax(replaced.Clauses[0].Span, default, s.Kind, s.Name, s.Dimensions, s.Label, s.Unit, clauses), replaced.Source),
            NoiseSyntax n => (new SeriesSyntax(replaced.Clauses[0].Span, default, SeriesKind.Input, n.Name, [], n.Label, n.Unit, clauses), replaced.Source),
            RateSyntax r => (new RateSyntax(replaced.Clauses[0].Span, default, r.From, r.To, r.Label, clauses), replaced.Source),
            _ => (syntax, file.Tree.Source),
        };
    }

    private void BindSupporting(DeclarationSyntax declaration, LoadedFile file)
    {
        var source = file.Tree.Source;
        switch (declaration)
        {
            case TrackSyntax track:
                (_tracks.TryGetValue(file.Scope.Entity, out var list) ? list : _tracks[file.Scope.Entity] = []).Add((track, source));
                break;
            case UnitDeclarationSyntax { Definition: not null } derived:
                _derived.Add((derived, file));
                break;
            case UnitDeclarationSyntax unit:
                BindUnit(unit, file);
                break;
            case DimensionSyntax dimension:
                BindDimension(dimension, file);
                break;
            case SourceSyntax cited:
                context.Declare(file.Scope, new SourceSymbol(cited.Name.Text, source, cited.Name.Span, cited));
                break;
        }
    }

    // A derived unit may stand above those that define it: bind what is ready until nothing more is, then report the rest.
    private void BindDerivedUnits()
    {
        for (var before = -1; before != _derived.Count;)
        {
            before = _derived.Count;
            _derived.RemoveAll(d =>
            {
                var ready = d.Syntax.Definition!.Unit?.Factors.All(f => d.File.Scope.Entity.Units.Find(f.Name.Text) is not null) ?? true;
                if (ready)
                {
                    BindUnit(d.Syntax, d.File);
                }

                return ready;
            });
        }

        foreach (var (syntax, file) in _derived)
        {
            BindUnit(syntax, file);
        }
    }

    private void BindUnit(UnitDeclarationSyntax syntax, LoadedFile file)
    {
        var name = syntax.Name.Text;
        var units = file.Scope.Entity.Units;
        var unit = new Unit(name, Dimension.Of(new BaseUnit(name, BaseUnitKind.Count)), 1);
        if (syntax.Definition is { } definition)
        {
            var of = definition.Unit is null ? Unit.One : UnitBinder.Bind(definition.Unit, units, file.Tree.Source, context.Diagnostics);
            if (of is null)
            {
                return;
            }

            var scale = definition.Value * of.Scale;
            if (!(double.IsFinite(scale) && scale > 0))
            {
                context.Diagnostics.Add(BindingDiagnostics.NumberTooLarge, file.Tree.Source, definition.Span, "A unit is a positive multiple of another.");
                return;
            }

            unit = new Unit(name, of.Dimension, scale);
        }

        if (units.Find(name) is not null && (IsoCurrencies.Contains(name) || file.Scope.Entity.Root.FindHere(name) is not UnitSymbol))
        {
            context.Diagnostics.Add(BindingDiagnostics.ReservedName, file.Tree.Source, syntax.Name.Span, $"{name} is a unit already; it needs no declaration.");
            return;
        }

        units.Declare(unit);
        context.Declare(file.Scope, new UnitSymbol(name, file.Tree.Source, syntax.Name.Span, unit));
    }

    private void BindDimension(DimensionSyntax syntax, LoadedFile file)
    {
        if (context.Dimensions.Count == BindingContext.MaxDimensions)
        {
            context.Diagnostics.Add(BindingDiagnostics.TooManyDimensions, file.Tree.Source, syntax.Name.Span, $"A plan may have at most {BindingContext.MaxDimensions} dimensions.");
            return;
        }

        var label = syntax.Label?.Value ?? syntax.Name.Text;
        var axis = new DimensionMembers(context).Bind(syntax, label, file.Tree.Source);
        var symbol = new DimensionSymbol(syntax.Name.Text, file.Tree.Source, syntax.Name.Span, context.Dimensions.Count, axis);
        context.Dimensions.Add(symbol);
        context.Declare(file.Scope, symbol);
        foreach (var member in syntax.Members)
        {
            // Members of a table are reached through their dimension: a column may hold anything, a plan's names are its author's.
            if (symbol.Find(member.Name.Text) is >= 0 and var index)
            {
                context.Declare(file.Scope, new MemberSymbol(member.Name.Text, file.Tree.Source, member.Name.Span, symbol, index));
            }
        }
    }

    private void BindTracks(Entity entity)
    {
        if (!_tracks.TryGetValue(entity, out var declared))
        {
            entity.Tracks = new TrackAxis(entity.Alias, [new Track("", "")]);
            return;
        }

        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (syntax, file) in declared)
        {
            if (indices.TryAdd(syntax.Name.Text, indices.Count))
            {
                context.Declare(entity.Root, new TrackSymbol(syntax.Name.Text, file, syntax.Name.Span, indices.Count - 1));
            }
            else
            {
                context.Diagnostics.Add(BindingDiagnostics.DuplicateName, file, syntax.Name.Span, $"There is already a track {syntax.Name.Text}.");
            }
        }

        var tracks = ImmutableArray.CreateBuilder<Track>();
        foreach (var (syntax, file) in declared.DistinctBy(static d => d.Syntax.Name.Text))
        {
            tracks.Add(new Track(syntax.Name.Text, syntax.Label?.Value ?? syntax.Name.Text, ParentOf(syntax, file, indices), WeightOf(syntax, file)));
        }

        ReportTrackCycles(declared, tracks);
        entity.Tracks = new TrackAxis(entity.Alias, tracks.ToImmutable());
    }

    private int ParentOf(TrackSyntax syntax, SourceText file, Dictionary<string, int> indices)
    {
        if (syntax.Parent is null)
        {
            return -1;
        }

        if (indices.TryGetValue(syntax.Parent.Text, out var parent))
        {
            return parent;
        }

        var nearest = Spelling.Nearest(syntax.Parent.Text, indices.Keys);
        context.Diagnostics.Add(BindingDiagnostics.UnknownName, file, syntax.Parent.Span,
            $"There is no track {syntax.Parent.Text}{(nearest is null ? "." : $"; did you mean {nearest}?")}",
            nearest is null ? null : new Fix($"write {nearest}", syntax.Parent.Span, nearest));
        return -1;
    }

    private double? WeightOf(TrackSyntax syntax, SourceText file)
    {
        if (syntax.Weight is null)
        {
            return null;
        }

        if (syntax.Weight is NumberSyntax { Unit: null, Value: >= 0 and <= 1 } number)
        {
            return number.Value;
        }

        context.Diagnostics.Add(BindingDiagnostics.BadTrackWeight, file, syntax.Weight.Span, "The weight of a track is its probability, a number from 0% to 100%.");
        return null;
    }

    private void ReportTrackCycles(List<(TrackSyntax Syntax, SourceText File)> declared, ImmutableArray<Track>.Builder tracks)
    {
        for (var i = 0; i < tracks.Count; i++)
        {
            var at = tracks[i].Parent;
            for (var hops = 0; at >= 0 && hops <= tracks.Count; hops++)
            {
                if (at == i)
                {
                    var (syntax, file) = declared.First(d => d.Syntax.Name.Text == tracks[i].Name);
                    context.Diagnostics.Add(BindingDiagnostics.InheritanceCycle, file, syntax.Name.Span, $"The track {tracks[i].Name} inherits from itself.");
                    tracks[i] = tracks[i] with { Parent = -1 };
                    break;
                }

                at = tracks[at].Parent;
            }
        }

        var weights = tracks.Where(static t => t.Weight is not null).Sum(static t => t.Weight!.Value);
        if (weights > 1 + 1e-9)
        {
            var (syntax, file) = declared.Last(static d => d.Syntax.Weight is not null);
            context.Diagnostics.Add(BindingDiagnostics.BadTrackWeight, file, syntax.Weight!.Span, $"The weights of the tracks add up to {(weights * 100).ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)}%, more than 100%.");
        }
    }

    private void BindSeries(LoadedFile file)
    {
        var section = -1;
        file.Scope.EnsureCapacity(file.Tree.Declarations.Count);
        foreach (var declaration in file.Tree.Declarations)
        {
            switch (declaration)
            {
                case SectionSyntax titled:
                    section = context.Sections.Count;
                    context.Sections.Add(titled.Title?.Value ?? "");
                    break;
                case SeriesSyntax series:
                    AddSeries(series, file, section);
                    break;
                case RateSyntax rate:
                    AddRate(rate, file, section);
                    break;
                case NoiseSyntax noise:
                    var drawn = Add(noise, noise.Name.Text, noise.Name.Span, SlotRole.Input, noise.Label?.Value, file, section);
                    if (drawn.Replaced is not null)
                    {
                        drawn.DeclaredUnit = noise.Unit is null ? Unit.One : UnitBinder.Bind(noise.Unit, file.Scope.Entity.Units, file.Tree.Source, context.Diagnostics);
                    }

                    break;
                case CheckSyntax check:
                    var text = check.Label?.Value ?? file.Tree.Source.Slice(check.Condition.Span).ToString();
                    Add(check, $"check {context.Series.Count}", check.Condition.Span, SlotRole.Check, text, file, section, named: false);
                    break;
            }
        }
    }

    private void AddSeries(SeriesSyntax syntax, LoadedFile file, int section)
    {
        var role = syntax.Kind switch
        {
            SeriesKind.Input => SlotRole.Input,
            SeriesKind.Line => SlotRole.Line,
            SeriesKind.Account => SlotRole.Account,
            _ => SlotRole.Measure,
        };
        var symbol = Add(syntax, syntax.Name.Text, syntax.Name.Span, role, syntax.Label?.Value, file, section);
        if (syntax.Unit is not null)
        {
            symbol.DeclaredUnit = UnitBinder.Bind(syntax.Unit, file.Scope.Entity.Units, file.Tree.Source, context.Diagnostics);
        }

        if (syntax.Dimensions.Count > 0)
        {
            symbol.DeclaredDimensions = DimensionsOf(syntax.Dimensions, file);
        }
    }

    private void AddRate(RateSyntax syntax, LoadedFile file, int section)
    {
        var symbol = Add(syntax, $"{syntax.From.Text}/{syntax.To.Text}", syntax.From.Span, SlotRole.Rate, syntax.Label?.Value, file, section);
        var units = file.Scope.Entity.Units;
        foreach (var name in (NameSyntax[])[syntax.From, syntax.To])
        {
            if (units.Find(name.Text)?.Dimension.Currencies.Any() != true)
            {
                context.Diagnostics.Add(BindingDiagnostics.UnknownUnit, file.Tree.Source, name.Span, $"{name.Text} is no ISO 4217 currency code.");
                return;
            }
        }

        var (from, to) = (units.Find(syntax.From.Text)!, units.Find(syntax.To.Text)!);
        symbol.DeclaredUnit = new Unit($"{to.Symbol}/{from.Symbol}", to.Dimension.Divide(from.Dimension), 1);
    }

    private ImmutableArray<DimensionSymbol> DimensionsOf(IReadOnlyList<NameSyntax> names, LoadedFile file)
    {
        var found = ImmutableArray.CreateBuilder<DimensionSymbol>();
        foreach (var name in names)
        {
            if (file.Scope.Find(name.Text) is DimensionSymbol dimension)
            {
                found.Add(dimension);
                continue;
            }

            var nearest = file.Scope.Nearest(name.Text, static s => s is DimensionSymbol);
            context.Diagnostics.Add(BindingDiagnostics.UnknownName, file.Tree.Source, name.Span,
                $"There is no dimension {name.Text}{(nearest is null ? "." : $"; did you mean {nearest}?")}",
                nearest is null ? null : new Fix($"write {nearest}", name.Span, nearest));
        }

        return [.. found.DistinctBy(static d => d.Index).OrderBy(static d => d.Index)];
    }

    private SeriesSymbol Add(
        DeclarationSyntax syntax, string name, TextSpan span, SlotRole role, string? label, LoadedFile file, int section, bool named = true)
    {
        var (declared, source) = Varied(syntax, name, role, file);
        var symbol = new SeriesSymbol(name, source, source == file.Tree.Source ? span : declared.Span, role, file.Scope, context.Series.Count)
        {
            Syntax = declared,
            Label = label ?? name,
            Section = section,
            Replaced = declared == syntax ? null : (syntax, file.Tree.Source),
        };
        if (role is SlotRole.Line or SlotRole.Account)
        {
            // A line is a series whatever its formula; inference starts from there.
            symbol.Shape = new Shape { Time = true };
        }

        context.Series.Add(symbol);
        if (!named)
        {
            return symbol;
        }

        if (role != SlotRole.Rate && file.Scope.Entity.Units.Find(name) is not null && file.Scope.FindHere(name) is not UnitSymbol)
        {
            context.Diagnostics.Add(BindingDiagnostics.ReservedName, file.Tree.Source, span, $"{name} is a unit; choose another name for this {symbol.Noun}.");
        }

        context.Declare(file.Scope, symbol);
        return symbol;
    }
}
