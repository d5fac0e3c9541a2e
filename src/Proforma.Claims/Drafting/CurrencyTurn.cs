using Proforma.Claims.Extraction;

namespace Proforma.Claims.Drafting;

/// <summary>An amount that the text turns into another currency: 345亿美元（约合人民币2500亿元）, "$34.5 billion (250 billion yuan)".</summary>
/// <param name="From">The currency of the amount.</param>
/// <param name="To">The currency it is turned into.</param>
/// <param name="Rate">One unit of the first in the second.</param>
/// <param name="Quote">The words.</param>
internal sealed record CurrencyTurn(string From, string To, double Rate, string Quote)
{
    private const int Gap = 16;

    /// <summary>The first turn between each two currencies.</summary>
    public static IReadOnlyList<CurrencyTurn> Find(IReadOnlyList<Figure> figures)
    {
        var turns = new List<CurrencyTurn>();
        for (var i = 1; i < figures.Count; i++)
        {
            var (first, second) = (figures[i - 1], figures[i]);
            var alike = first.Kind == FigureKind.Amount && second.Kind == FigureKind.Amount && first.Metric.Value is not null
                && RolesOf(first) == RolesOf(second)
                && second.Start > first.End && second.Start - first.End <= Gap;
            if (!alike || first is not { Value: > 0 and { } amount } || second is not { Value: > 0 and { } turned })
            {
                continue;
            }

            var (from, to) = (UnitText.Of(first.Unit), UnitText.Of(second.Unit));
            var rate = turned / amount;
            if (from is { Currency: { } a, Time: null } && to is { Currency: { } b, Time: null } && a != b && from.Amount[3..] == to.Amount[3..]
                && double.IsFinite(rate) && rate > 0 && !turns.Exists(turn => (turn.From, turn.To) == (a, b) || (turn.From, turn.To) == (b, a)))
            {
                turns.Add(new CurrencyTurn(a, b, rate, $"{first.Quote} = {second.Quote}"));
            }
        }

        return turns;
    }

    private static (string?, string?, string?, string?) RolesOf(Figure figure) =>
        (figure.Entity.Value, figure.Metric.Value, figure.Period.Value, figure.Track.Value);
}
