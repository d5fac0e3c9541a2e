using Proforma.Language.Diagnostics;
using Proforma.Model.Units;

namespace Proforma.Language.Units;

/// <summary>The units a plan knows: the built-in ones and its own.</summary>
internal sealed class UnitTable
{
    private readonly Dictionary<string, Unit> _units = new(StringComparer.Ordinal)
    {
        ["month"] = new("month", Dimension.Month, 1),
        ["quarter"] = new("quarter", Dimension.Month, 3),
        ["year"] = new("year", Dimension.Month, 12),
        ["day"] = new("day", Dimension.Day, 1),
        ["week"] = new("week", Dimension.Day, 7),
        ["person"] = new("person", Dimension.Of(BaseUnit.Person), 1),
        ["percent"] = new("percent", Dimension.None, 0.01),
        ["times"] = new("times", Dimension.None, 1),
    };

    private readonly Dictionary<string, string> _habits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["months"] = "month", ["quarters"] = "quarter", ["years"] = "year", ["days"] = "day", ["weeks"] = "week",
        ["people"] = "person", ["persons"] = "person", ["mo"] = "month", ["yr"] = "year", ["qtr"] = "quarter",
        ["RMB"] = "CNY", ["dollar"] = "USD", ["dollars"] = "USD", ["yuan"] = "CNY", ["euro"] = "EUR", ["euros"] = "EUR",
    };

    /// <summary>Adds a unit of the plan; false when the name is taken.</summary>
    public bool Declare(Unit unit) => !IsoCurrencies.Contains(unit.Symbol) && _units.TryAdd(unit.Symbol, unit);

    /// <summary>The unit of a name, or null. Currencies are known by their ISO 4217 codes.</summary>
    public Unit? Find(string name)
    {
        if (_units.TryGetValue(name, out var unit))
        {
            return unit;
        }

        return IsoCurrencies.Contains(name) ? Remember(new Unit(name, Dimension.Of(new BaseUnit(name, BaseUnitKind.Currency)), 1)) : null;
    }

    /// <summary>What the author probably meant, or null.</summary>
    public string? Nearest(string name) =>
        _habits.TryGetValue(name, out var habit) ? habit
        : IsoCurrencies.Contains(name.ToUpperInvariant()) ? name.ToUpperInvariant()
        : Spelling.Nearest(name, _units.Keys);

    private Unit Remember(Unit unit)
    {
        _units.Add(unit.Symbol, unit);
        return unit;
    }
}
