using System.Collections.Immutable;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;

namespace Proforma.Language.Binding;

/// <summary>Reads the members of a dimension, from the plan or from a table, and checks their hierarchy.</summary>
internal sealed class DimensionMembers(BindingContext context)
{
    /// <summary>The most members of a dimension.</summary>
    public const int MaxMembers = 5_000_000;

    public MemberAxis Bind(DimensionSyntax syntax, string label, SourceText file)
    {
        var rows = syntax.File is { } table ? FromTable(table, file) : FromText(syntax, file);
        if (rows.Count == 0)
        {
            context.Diagnostics.Add(BindingDiagnostics.MissingValue, file, syntax.Name.Span, $"The dimension {syntax.Name.Text} has no members.");
            rows.Add(new Row("none", "none", null, syntax.Name.Span));
        }

        var index = new Dictionary<string, int>(rows.Count, StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            index.TryAdd(rows[i].Name, i);
        }

        var parents = new int[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            parents[i] = ParentOf(rows[i], index, file);
        }

        BreakCycles(rows, parents, file);
        return new MemberAxis(syntax.Name.Text, label, [.. rows.Select((row, i) => new Member(row.Name, row.Label, parents[i]))]);
    }

    private List<Row> FromText(DimensionSyntax syntax, SourceText file)
    {
        var rows = new List<Row>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in syntax.Members)
        {
            if (!seen.Add(member.Name.Text))
            {
                context.Diagnostics.Add(BindingDiagnostics.DuplicateName, file, member.Name.Span, $"{member.Name.Text} is a member of this dimension already.");
                continue;
            }

            rows.Add(new Row(member.Name.Text, member.Label?.Value ?? member.Name.Text, member.Parent?.Text, member.Parent?.Span ?? member.Span));
        }

        return rows;
    }

    private List<Row> FromTable(FileClauseSyntax clause, SourceText file)
    {
        var rows = new List<Row>();
        if (TableAccess.Open(context, clause, file) is not { } table)
        {
            return rows;
        }

        var key = table.Required("key", fallback: null);
        var label = table.Optional("label");
        var parent = table.Optional("parent");
        if (key < 0)
        {
            return rows;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < table.Data.Rows.Count && rows.Count < MaxMembers; i++)
        {
            var row = table.Data.Rows[i];
            var name = row[key].Trim();
            if (name.Length == 0)
            {
                table.BadCell(i, key, "the key is empty");
            }
            else if (!seen.Add(name))
            {
                table.Report(BindingDiagnostics.DuplicateKey, i, $"the key {name} stands in an earlier row already");
            }
            else
            {
                var above = parent < 0 || string.IsNullOrWhiteSpace(row[parent]) ? null : row[parent].Trim();
                rows.Add(new Row(name, label < 0 ? name : row[label].Trim(), above, clause.Span));
                if (above is not null && seen.Add(above))
                {
                    // A parent that has no row of its own becomes a member by being named.
                    rows.Add(new Row(above, above, null, clause.Span));
                }
            }
        }

        return rows;
    }

    private int ParentOf(Row row, Dictionary<string, int> index, SourceText file)
    {
        if (row.Parent is null)
        {
            return -1;
        }

        if (index.TryGetValue(row.Parent, out var parent))
        {
            return parent;
        }

        var nearest = Spelling.Nearest(row.Parent, index.Keys);
        context.Diagnostics.Add(BindingDiagnostics.UnknownName, file, row.Span,
            $"{row.Name} rolls up into {row.Parent}, which is no member{(nearest is null ? "." : $"; did you mean {nearest}?")}");
        return -1;
    }

    private void BreakCycles(List<Row> rows, int[] parents, SourceText file)
    {
        // Colours of a depth-first walk up the chain: 0 not seen, 1 on the way, 2 done.
        var state = new byte[parents.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            var path = new List<int>();
            var at = i;
            while (at >= 0 && state[at] == 0)
            {
                state[at] = 1;
                path.Add(at);
                at = parents[at];
            }

            if (at >= 0 && state[at] == 1)
            {
                context.Diagnostics.Add(BindingDiagnostics.InheritanceCycle, file, rows[at].Span, $"The member {rows[at].Name} rolls up into itself.");
                parents[at] = -1;
            }

            foreach (var done in path)
            {
                state[done] = 2;
            }
        }
    }

    private readonly record struct Row(string Name, string Label, string? Parent, TextSpan Span);
}
