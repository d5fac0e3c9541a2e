using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;

namespace Proforma.Language;

/// <summary>What an expression from outside of a plan is compiled as.</summary>
public enum ExtraKind
{
    /// <summary>One figure (or condition, or period) a track, as a `measure`: what varies over time must be read by a period.</summary>
    Figure,

    /// <summary>A figure in every step, as a `line`.</summary>
    Series,

    /// <summary>A condition, as a `check`: it may vary over time.</summary>
    Condition,
}

/// <summary>
/// An expression that stands outside of the plan, in a report's template or on a command line, and is compiled with it in the scope of the
/// root plan. It becomes a hidden slot that a run computes like any other.
/// </summary>
/// <param name="File">Where it stands: diagnostics about it point there.</param>
/// <param name="Span">The expression in that file.</param>
/// <param name="Kind">What it is compiled as.</param>
public sealed record ExtraExpression(SourceText File, TextSpan Span, ExtraKind Kind)
{
    /// <summary>An expression that is a text of its own.</summary>
    /// <param name="name">How its place is named in messages, such as `--probability`.</param>
    /// <param name="text">The expression.</param>
    /// <param name="kind">What it is compiled as.</param>
    public static ExtraExpression OfText(string name, string text, ExtraKind kind) =>
        new(new SourceText(name, text), new TextSpan(0, text.Length), kind);
}

/// <summary>Adds extra expressions to the series of a plan, and brings what is said about them back to where they stand.</summary>
internal sealed class ExtraExpressions(IReadOnlyList<ExtraExpression> extras)
{
    private readonly Dictionary<SourceText, (ExtraExpression Extra, int Shift)> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, int> _slots = [];

    /// <summary>The index of each expression's slot, −1 where it could not be read.</summary>
    public ImmutableArray<int> Slots => [.. Enumerable.Range(0, extras.Count).Select(i => _slots.GetValueOrDefault(i, -1))];

    /// <summary>Declares a nameless series for each expression; it hides no name of the plan.</summary>
    public void Add(BindingContext binding, Scope root)
    {
        for (var i = 0; i < extras.Count; i++)
        {
            var extra = extras[i];
            var text = extra.File.Slice(extra.Span).ToString();
            var keyword = extra.Kind switch { ExtraKind.Figure => "measure it = ", ExtraKind.Series => "line it = ", _ => "check " };

            // Where a line breaks is no matter outside of a plan, so the expression is read as one line; its places stay the same.
            var source = new SourceText(extra.File.Path, keyword + text.Replace('\r', ' ').Replace('\n', ' '));
            _places.Add(source, (extra, extra.Span.Start - keyword.Length));
            var tree = Parser.Parse(source);
            binding.Diagnostics.AddRange(tree.Diagnostics);
            if (tree.Diagnostics.Any(static d => d.Severity == Severity.Error) || tree.Declarations is not [SeriesSyntax or CheckSyntax])
            {
                continue;
            }

            var role = extra.Kind switch { ExtraKind.Figure => SlotRole.Measure, ExtraKind.Series => SlotRole.Line, _ => SlotRole.Check };
            var symbol = new SeriesSymbol(text.Trim(), source, new TextSpan(keyword.Length, text.Length), role, root, binding.Series.Count)
            {
                Syntax = tree.Declarations[0],
            };
            if (role == SlotRole.Line)
            {
                symbol.Shape = new Lowering.Shape { Time = true };
            }

            _slots.Add(i, symbol.Slot);
            binding.Series.Add(symbol);
            binding.Extras.Add(symbol.Slot);
        }
    }

    /// <summary>The diagnostics with those about expressions at their places in the file that they came from.</summary>
    public ImmutableArray<Diagnostic> Placed(ImmutableArray<Diagnostic> diagnostics) =>
        _places.Count == 0 ? diagnostics : [.. diagnostics.Select(Placed)];

    private Diagnostic Placed(Diagnostic diagnostic)
    {
        if (!_places.TryGetValue(diagnostic.File, out var place))
        {
            return diagnostic;
        }

        return diagnostic with
        {
            File = place.Extra.File,
            Span = Shifted(diagnostic.Span, place),
            Fix = diagnostic.Fix is { } fix ? fix with { Span = Shifted(fix.Span, place) } : null,
            Related =
            [
                .. diagnostic.Related.Select(r =>
                    _places.TryGetValue(r.File, out var at) ? r with { File = at.Extra.File, Span = Shifted(r.Span, at) } : r),
            ],
        };
    }

    private static TextSpan Shifted(TextSpan span, (ExtraExpression Extra, int Shift) place)
    {
        var within = place.Extra.Span;
        var start = Math.Clamp(span.Start + place.Shift, within.Start, within.End);
        return TextSpan.Between(start, Math.Clamp(span.End + place.Shift, start, within.End));
    }
}
