namespace Proforma.Claims.Contradictions;

/// <summary>Takes a system apart: into parts that share no unknown, and down to what can take part in a contradiction at all.</summary>
internal static class SystemParts
{
    /// <summary>The parts of a system that have statements, each a system of its own.</summary>
    public static List<ClaimSystem> Linked(ClaimSystem system)
    {
        var root = new Dictionary<int, int>();
        foreach (var form in system.Directions)
        {
            Join(root, form.Terms);
        }

        foreach (var link in system.Products)
        {
            Join(root, link.Product.Whole.Terms, link.Product.Left.Terms, link.Product.Right.Terms);
        }

        foreach (var statement in system.Statements)
        {
            foreach (var part in statement.Parts)
            {
                Join(root, statement.Parts[0].Form.Terms, part.Form.Terms);
            }
        }

        int PartOf(LinearForm form) => Find(root, form.Terms[0].Unknown);
        var products = system.Products.ToLookup(p => PartOf(p.Product.Right));
        var checks = system.NotNegative.ToLookup(c => PartOf(system.Directions[c.Direction.Index]));
        return [.. system.Statements.GroupBy(s => PartOf(s.Parts[0].Form))
            .Select(part =>
                Of(part, products[part.Key].Select(static p => p.Product), checks[part.Key].Select(c => (FormOf(system, c.Direction), c.Check))))];
    }

    /// <summary>
    /// The system without what holds whatever the rest says: a statement, product or check with an unknown that stands nowhere else
    /// can be met by that unknown.
    /// </summary>
    public static ClaimSystem Peeled(ClaimSystem system) => Peeled(system, keepsStatements: false);

    /// <summary>The system with every statement, without the products and checks that hold whatever the rest says.</summary>
    public static ClaimSystem WithoutIdle(ClaimSystem system) => Peeled(system, keepsStatements: true);

    private static ClaimSystem Peeled(ClaimSystem system, bool keepsStatements)
    {
        while (true)
        {
            var uses = new Dictionary<int, int>();
            var said = system.Statements.SelectMany(static s => s.Parts.Select(static p => p.Direction.Index)).CountBy(static i => i).ToDictionary();
            var checkedOnes = system.NotNegative.CountBy(static c => c.Direction.Index).ToDictionary();
            foreach (var form in system.Directions)
            {
                foreach (var (unknown, _) in form.Terms)
                {
                    uses[unknown] = uses.GetValueOrDefault(unknown) + 1;
                }
            }

            bool IsFree(int direction, int statements, int checks)
            {
                var isPlain = system.ProductsOf(direction).Count == 0 && said.GetValueOrDefault(direction) <= statements
                    && checkedOnes.GetValueOrDefault(direction) <= checks;
                return isPlain && HasOwn(system.Directions[direction], uses);
            }

            var statements = system.Statements.Where(s => keepsStatements || s.Parts.Length > 1 || !IsFree(s.Parts[0].Direction.Index, 1, 0))
                .ToList();
            var products = system.Products.Where(p => !p.Indices.Any(i => system.ProductsOf(i).Count == 1 && system.Directions[i].Sole >= 0
                && uses[system.Directions[i].Sole] == 1 && !said.ContainsKey(i) && !checkedOnes.ContainsKey(i))).ToList();
            var checks = system.NotNegative.Where(c => !IsFree(c.Direction.Index, 0, int.MaxValue)).ToList();
            if (statements.Count == system.Statements.Count && products.Count == system.Products.Count && checks.Count == system.NotNegative.Count)
            {
                return system;
            }

            system = Of(statements, products.Select(static p => p.Product), checks.Select(c => (FormOf(system, c.Direction), c.Check)).ToList());
        }
    }

    /// <summary>A system of some statements with all of the products and checks of another.</summary>
    public static ClaimSystem Of(IEnumerable<Statement> statements, IEnumerable<Product> products, IEnumerable<(LinearForm Form, int Check)> checks)
    {
        var system = new ClaimSystem();
        foreach (var product in products)
        {
            system.Add(product);
        }

        foreach (var statement in statements)
        {
            system.Statements.Add(statement with { Parts = [.. statement.Parts.Select(p => p with { Direction = system.DirectionOf(p.Form) })] });
        }

        foreach (var (form, check) in checks)
        {
            var direction = system.DirectionOf(form);
            if (!system.NotNegative.Contains((direction, check)))
            {
                system.NotNegative.Add((direction, check));
            }
        }

        return system;
    }

    /// <summary>The checks of a system as forms.</summary>
    public static IEnumerable<(LinearForm Form, int Check)> ChecksOf(ClaimSystem system) =>
        system.NotNegative.Select(c => (FormOf(system, c.Direction), c.Check));

    private static LinearForm FormOf(ClaimSystem system, Direction direction) =>
        (direction.Scale * system.Directions[direction.Index]) + LinearForm.Of(direction.Constant);

    private static bool HasOwn(LinearForm form, Dictionary<int, int> uses)
    {
        foreach (var (unknown, _) in form.Terms)
        {
            if (uses[unknown] == 1)
            {
                return true;
            }
        }

        return false;
    }

    private static void Join(Dictionary<int, int> root, params ReadOnlySpan<(int Unknown, Fraction Factor)> terms)
    {
        for (var i = 0; i < terms.Length; i++)
        {
            root[Find(root, terms[i].Unknown)] = Find(root, terms[0].Unknown);
        }
    }

    private static void Join(Dictionary<int, int> root, ReadOnlySpan<(int Unknown, Fraction Factor)> a,
        ReadOnlySpan<(int Unknown, Fraction Factor)> b)
    {
        if (!a.IsEmpty && !b.IsEmpty)
        {
            root[Find(root, a[0].Unknown)] = Find(root, b[0].Unknown);
        }
    }

    private static void Join(
        Dictionary<int, int> root, ReadOnlySpan<(int Unknown, Fraction Factor)> a, ReadOnlySpan<(int Unknown, Fraction Factor)> b,
            ReadOnlySpan<(int Unknown, Fraction Factor)> c)
    {
        Join(root, a, b);
        Join(root, b, c);
        Join(root, a, c);
    }

    private static int Find(Dictionary<int, int> root, int unknown)
    {
        var at = unknown;
        while (root.TryGetValue(at, out var above) && above != at)
        {
            at = above;
        }

        root[unknown] = at;
        return at;
    }
}
