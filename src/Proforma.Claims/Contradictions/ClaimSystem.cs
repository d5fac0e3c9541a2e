using System.Collections.Immutable;

namespace Proforma.Claims.Contradictions;

/// <summary>A form as constant + scale × a direction of the system; without a direction it is the constant alone.</summary>
internal readonly record struct Direction(int Index, Fraction Constant, Fraction Scale);

/// <summary>What one claim (and those of its source that say the same) says in one system.</summary>
/// <param name="Claims">The numbers of the claims, the first of them stands for all.</param>
/// <param name="Source">The number of their source.</param>
/// <param name="Parts">What is said: a direction of the system with its intervals, at the rounding and at the printed figures.</param>
internal sealed record Statement(ImmutableArray<int> Claims, int Source, ImmutableArray<StatementPart> Parts);

/// <summary>A figure and what is said of it.</summary>
internal sealed record StatementPart(Direction Direction, LinearForm Form, Said Rounded, Said Printed);

/// <summary>An interval as a claim states it, exactly; null for an end that is open to infinity.</summary>
internal sealed record Said(Fraction? Low, bool IsLowOpen, Fraction? High, bool IsHighOpen);

/// <summary>Which figures of claims are meant.</summary>
internal enum Reading
{
    /// <summary>What the printed figures may stand for.</summary>
    Rounded,

    /// <summary>The printed figures themselves.</summary>
    Printed,
}

/// <summary>Statements with the identities that link them: the system that either can hold or not.</summary>
internal sealed class ClaimSystem
{
    private readonly Dictionary<LinearForm, int> _numbers = [];
    private readonly List<LinearForm> _directions = [];
    private readonly List<List<int>> _productsOf = [];
    private readonly Dictionary<int, int> _uses = [];

    /// <summary>The directions: forms without a constant whose first factor is 1.</summary>
    public IReadOnlyList<LinearForm> Directions => _directions;

    public List<Statement> Statements { get; } = [];

    public List<ProductLink> Products { get; } = [];

    /// <summary>Figures that a check of the plan says are not negative: the direction (with a positive scale) and the check's slot.</summary>
    public List<(Direction Direction, int Check)> NotNegative { get; } = [];

    /// <summary>The number of the direction of a form, added when it is new.</summary>
    public Direction DirectionOf(LinearForm form)
    {
        if (form.IsConstant)
        {
            return new Direction(-1, form.Constant, Fraction.Zero);
        }

        var (direction, scale) = form.Normalized();
        if (!_numbers.TryGetValue(direction, out var index))
        {
            index = _directions.Count;
            _numbers.Add(direction, index);
            _directions.Add(direction);
            _productsOf.Add([]);
            foreach (var (unknown, _) in direction.Terms)
            {
                _uses[unknown] = _uses.GetValueOrDefault(unknown) + 1;
            }
        }

        return new Direction(index, form.Constant, scale);
    }

    public void Add(Product product)
    {
        var link = new ProductLink(DirectionOf(product.Whole), DirectionOf(product.Left), DirectionOf(product.Right), product);
        foreach (var index in link.Indices)
        {
            _productsOf[index].Add(Products.Count);
        }

        Products.Add(link);
    }

    /// <summary>The products that a direction takes part in.</summary>
    public IReadOnlyList<int> ProductsOf(int direction) => _productsOf[direction];

    /// <summary>
    /// Whether the quotient of a product also stands in other forms. Where it does not, bounds on the quotient and the sign of the
    /// divisor say everything linearly; elsewhere the product is only enclosed.
    /// </summary>
    public bool IsCoupled(ProductLink link) => !link.Product.IsQuotient || _uses.GetValueOrDefault(link.Product.Left.Sole) > 1;

    /// <summary>The reason number of a check.</summary>
    public int ReasonOfCheck(int index) => Statements.Count + index;
}

/// <summary>A product whose forms are directions of a system.</summary>
internal sealed record ProductLink(Direction Whole, Direction Left, Direction Right, Product Product)
{
    public IEnumerable<int> Indices => new[] { Whole.Index, Left.Index, Right.Index }.Where(static i => i >= 0).Distinct();
}
