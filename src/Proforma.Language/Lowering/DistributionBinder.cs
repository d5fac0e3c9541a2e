using System.Collections.Immutable;
using System.Globalization;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;
using Proforma.Model.Units;

namespace Proforma.Language.Lowering;

/// <summary>Reads what stands after `~`: the family, its parameters or quantiles, and their units.</summary>
internal sealed class DistributionBinder(BindingContext binding, SeriesSymbol symbol, Unit? unit, IReadOnlyList<ClauseSyntax> clauses)
{
    /// <summary>The families: their parameters in order, u for a figure in the input's unit and n for a pure number.</summary>
    private static readonly Dictionary<string, string[]> s_families = new(StringComparer.Ordinal)
    {
        ["normal"] = ["mean:u", "sd:u"],
        ["lognormal"] = ["median:u", "sigma:n", "mean:u", "sd:u"],
        ["uniform"] = ["low:u", "high:u"],
        ["triangular"] = ["low:u", "mode:u", "high:u"],
        ["pert"] = ["low:u", "mode:u", "high:u", "shape:n"],
        ["beta"] = ["alpha:n", "beta:n", "low:u", "high:u"],
        ["gamma"] = ["shape:n", "scale:u", "mean:u", "sd:u"],
        ["student_t"] = ["freedom:n", "location:u", "scale:u"],
        ["poisson"] = ["mean:u"],
        ["binomial"] = ["trials:n", "probability:n"],
        ["bernoulli"] = ["probability:n"],
        ["discrete"] = [],
        ["empirical"] = [],
        ["mixture"] = [],
    };

    private static readonly SlotTable s_noSlots = new(0);

    /// <summary>Every family with its parameters, for completion and documentation.</summary>
    public static IEnumerable<(string Family, IReadOnlyList<string> Parameters)> Families =>
        s_families.Select(static f => (f.Key, (IReadOnlyList<string>)[.. f.Value.Select(static p => p[..^2])]));

    /// <summary>The distribution in base units, or null when it makes no sense, which is reported.</summary>
    /// <param name="syntax">What stands after `~`.</param>
    /// <param name="point">The point in base units, from which a normal distribution takes its mean; null where none is stated.</param>
    public DistributionSpec? Bind(ExpressionSyntax syntax, double? point)
    {
        if (BindOne(syntax) is not { } spec)
        {
            return null;
        }

        if (clauses.OfType<DomainClauseSyntax>().FirstOrDefault() is { } domain)
        {
            var low = domain.Range.From is { } from ? Figure(from, inUnit: true) : null;
            var high = domain.Range.To is { } to ? Figure(to, inUnit: true) : null;
            if (low >= high)
            {
                return Fail(domain.Range.Span, "The domain ends before it begins.");
            }

            spec = spec with { Domain = (low, high) };
        }

        spec = WithMean(spec, point);
        return binding.Distributions?.Check(spec) is { Problem: { } problem } ? Fail(syntax.Span, problem) : spec;
    }

    /// <summary>What a deterministic run uses where no point is stated.</summary>
    public double MedianOf(DistributionSpec? spec) =>
        spec is not null && binding.Distributions?.Check(spec) is { Problem: null } check ? check.Median : Model.Runs.CellValue.Unknown.Raw;

    private static DistributionSpec WithMean(DistributionSpec spec, double? point)
    {
        var open = spec.Family == "normal" && spec.Arguments.All(static a => a.Name == "sd");
        return open && point is { } mean && double.IsFinite(mean)
            ? spec with { Arguments = spec.Arguments.Insert(0, new DistributionArgument("mean", mean)) }
            : spec;
    }

    private DistributionSpec? BindOne(ExpressionSyntax syntax) => syntax switch
    {
        ParenthesizedSyntax inner => BindOne(inner.Inner),
        BinarySyntax { Operator: BinaryOperator.To } interval => BindInterval(interval),
        CallSyntax call => BindCall(call),
        HoleSyntax hole => Fail(hole.Span, "This distribution is still open.", BindingDiagnostics.Hole),
        ErrorExpressionSyntax => null,
        _ => Fail(syntax.Span, "After `~` stands a distribution, such as normal(sd: 1.5%) or 11% to 17%."),
    };

    private DistributionSpec? BindInterval(BinarySyntax interval)
    {
        var (low, high) = (Figure(interval.Left, inUnit: true), Figure(interval.Right, inUnit: true));
        if (low is null || high is null)
        {
            return null;
        }

        return low < high
            ? new DistributionSpec("interval", [new DistributionArgument("low", low.Value), new DistributionArgument("high", high.Value)])
            : Fail(interval.Span, "`a to b` runs from the lower figure to the higher one.");
    }

    private DistributionSpec? BindCall(CallSyntax call)
    {
        var family = call.Function.Text;
        if (!s_families.TryGetValue(family, out var parameters))
        {
            var nearest = Spelling.Nearest(family, s_families.Keys);
            return Fail(call.Function.Span, $"There is no distribution {family}{(nearest is null ? $"; there are {string.Join(", ", s_families.Keys)}." : $"; did you mean {nearest}?")}");
        }

        return family switch
        {
            "discrete" => BindKeyed(call, nested: false),
            "mixture" => BindKeyed(call, nested: true),
            "empirical" => BindEmpirical(call),
            _ => BindParameters(call, parameters),
        };
    }

    private DistributionSpec? BindParameters(CallSyntax call, string[] parameters)
    {
        var arguments = ImmutableArray.CreateBuilder<DistributionArgument>();
        var position = 0;
        foreach (var argument in call.Arguments)
        {
            if (argument.Key is not null)
            {
                return Fail(argument.Span, $"{call.Function.Text} takes no weighted values.");
            }

            string? parameter;
            if (argument.Name is { } name)
            {
                parameter = IsQuantile(name.Text) ? name.Text + ":u" : parameters.FirstOrDefault(p => p[..^2] == name.Text);
                if (parameter is null)
                {
                    return Fail(argument.Span, $"{call.Function.Text} takes {string.Join(", ", parameters.Select(static p => p[..^2]))}, or quantiles such as p10 and p90, not {name.Text}.");
                }
            }
            else if (position < parameters.Length)
            {
                parameter = parameters[position++];
            }
            else
            {
                return Fail(argument.Span, $"{call.Function.Text} takes at most {parameters.Length} figures.");
            }

            if (Figure(argument.Value, parameter.EndsWith(":u", StringComparison.Ordinal)) is not { } value)
            {
                return null;
            }

            if (arguments.Any(a => a.Name == parameter[..^2]))
            {
                return Fail(argument.Span, $"{parameter[..^2]} is given twice.");
            }

            arguments.Add(new DistributionArgument(parameter[..^2], value));
        }

        return arguments.Count == 0
            ? Fail(call.Span, $"{call.Function.Text} needs its parameters: {string.Join(", ", parameters.Select(static p => p[..^2]))}.")
            : new DistributionSpec(call.Function.Text, arguments.ToImmutable());
    }

    private static bool IsQuantile(string name) =>
        name.Length is >= 2 and <= 6 && name[0] == 'p' && double.TryParse(name.AsSpan(1).ToString().Replace('_', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var p) && p is > 0 and < 100;

    private DistributionSpec? BindKeyed(CallSyntax call, bool nested)
    {
        var arguments = ImmutableArray.CreateBuilder<DistributionArgument>();
        foreach (var argument in call.Arguments)
        {
            if ((argument.Key ?? NamedKey(argument)) is not { } key || Figure(argument.Value, inUnit: false) is not { } weight)
            {
                return Fail(argument.Span, nested ? "A mixture is written mixture(normal(…): 30%, uniform(…): 70%)." : "Values and weights are written discrete(1: 30%, 2: 70%).");
            }

            if (weight < 0)
            {
                return Fail(argument.Value.Span, "A weight is not negative.");
            }

            var inner = nested ? BindOne(key) : null;
            var value = nested ? 0 : Figure(key, inUnit: true);
            if ((nested && inner is null) || value is null)
            {
                return null;
            }

            arguments.Add(new DistributionArgument(null, value.Value) { Weight = weight, Nested = inner });
        }

        return arguments.Sum(static a => a.Weight ?? 0) > 0
            ? new DistributionSpec(call.Function.Text, arguments.ToImmutable())
            : Fail(call.Span, $"{call.Function.Text} needs at least one value with a weight above zero.");
    }

    private static ExpressionSyntax? NamedKey(ArgumentSyntax argument) =>
        argument.Name is { } name ? new NameExpressionSyntax(name.Span, name.Text) : null;

    private DistributionSpec? BindEmpirical(CallSyntax call)
    {
        if (call.Arguments is not [{ Value: TextExpressionSyntax path }, ..])
        {
            return Fail(call.Span, "empirical takes a table of samples: empirical(\"file.csv\") or empirical(\"file.csv\", column: \"Price\").");
        }

        var column = call.Arguments.Skip(1).FirstOrDefault(static a => a.Name?.Text == "column")?.Value as TextExpressionSyntax;
        var options = column is null ? [] : new[] { new FileOptionSyntax(column.Span, new NameSyntax(column.Span, "column"), new TextSyntax(column.Span, column.Value)) };
        var clause = new FileClauseSyntax(call.Span, new TextSyntax(path.Span, path.Value), options);
        if (TableAccess.Open(binding, clause, symbol.File) is not { } table)
        {
            return null;
        }

        var index = column is null ? 0 : table.Required("column", null);
        var samples = ImmutableArray.CreateBuilder<double>();
        for (var row = 0; index >= 0 && row < table.Data.Rows.Count; row++)
        {
            if (TableNumber.Read(table.Data.Rows[row][index]) is { } value)
            {
                samples.Add(unit?.ToBase(value) ?? value);
            }
            else
            {
                table.BadCell(row, index, "this is no number");
            }
        }

        return samples.Count > 0
            ? new DistributionSpec("empirical", [new DistributionArgument(null, 0) { Samples = samples.ToImmutable() }])
            : Fail(call.Span, "The table holds no samples.");
    }

    /// <summary>A constant in base units: in the input's unit (which a bare number takes), or a pure number.</summary>
    private double? Figure(ExpressionSyntax syntax, bool inUnit)
    {
        var context = new FormulaContext(symbol, symbol.File, Time: false, 0, 0);
        var shape = new FormulaCompiler(s_noSlots, binding, context, silent: false).Compile(syntax).Shape;
        if (shape.Unit is not { } found)
        {
            return null;
        }

        if (shape.Constant is not { } value)
        {
            Fail(syntax.Span, "A parameter of a distribution is a figure, not a formula.");
            return null;
        }

        if (!inUnit)
        {
            return found.IsNone ? value : Wrong(syntax.Span, "a pure number", found);
        }

        return shape.IsBareNumber ? unit?.ToBase(value) ?? value : unit is null || found.Equals(unit.Dimension) ? value : Wrong(syntax.Span, unit.Symbol, found);
    }

    private double? Wrong(TextSpan span, string wanted, Dimension found)
    {
        binding.Diagnostics.Add(BindingDiagnostics.ArgumentUnit, symbol.File, span, $"This parameter is {(wanted.StartsWith('a') ? wanted : "in " + wanted)}; the figure is in {found}.");
        return null;
    }

    private DistributionSpec? Fail(TextSpan span, string message, DiagnosticDescriptor? descriptor = null)
    {
        binding.Diagnostics.Add(descriptor ?? BindingDiagnostics.BadDistribution, symbol.File, span, message);
        return null;
    }
}
