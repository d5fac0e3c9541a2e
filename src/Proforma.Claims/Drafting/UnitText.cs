using Proforma.Model.Units;

namespace Proforma.Claims.Drafting;

/// <summary>A figure's unit taken apart for the plan language.</summary>
/// <param name="Amount">What is left without the time below the stroke: <c>USD</c> of <c>USD/month</c>; <c>1</c> without dimension.</param>
/// <param name="Time">The time below the stroke, or null.</param>
/// <param name="Atoms">The names in it that a plan has to declare.</param>
internal sealed record UnitText(string Amount, string? Time, IReadOnlyList<string> Atoms)
{
    public const string None = "1";

    private static readonly string[] BuiltIn = ["person", "month", "quarter", "year", "day", "week"];

    /// <summary>Whether it is money.</summary>
    public bool IsMoney => Amount.Split('/')[0] is { Length: 3 } code && IsoCurrencies.Contains(code);

    /// <summary>The currency, or null.</summary>
    public string? Currency => IsMoney ? Amount[..3] : null;

    /// <summary>The whole unit.</summary>
    public string Whole => Time is null ? Amount : $"{Amount}/{Time}";

    /// <summary>Takes a figure's unit apart; null for one that is not said or that no name can stand for.</summary>
    public static UnitText? Of(string? unit)
    {
        if (unit is null)
        {
            return null;
        }

        var atoms = new List<string>();
        var amount = new List<string>();
        string? time = null;
        foreach (var part in unit.Split('/'))
        {
            if (amount.Count > 0 && time is null && part is "month" or "quarter" or "year" or "day" or "week")
            {
                time = part;
                continue;
            }

            var name = part == None || IsoCurrencies.Contains(part) ? part : Name(part);
            if (name.Length == 0 || (NameBook.IsReserved(name) && Array.IndexOf(BuiltIn, name) < 0))
            {
                return null;
            }

            amount.Add(name);
            if (name != None && !IsoCurrencies.Contains(name) && Array.IndexOf(BuiltIn, name) < 0)
            {
                atoms.Add(name);
            }
        }

        return amount[0] == None && (amount.Count > 1 || time is not null) ? null : new UnitText(string.Join('/', amount), time, atoms);
    }

    // A unit's own capitals matter: kWh, W.
    private static string Name(string part)
    {
        var plain = string.Concat(part.Select(PlanText.Narrow).Where(static c => char.IsLetterOrDigit(c) || c == '_'));
        return plain.Length > 0 && char.IsLetter(plain[0]) && plain.All(static c => c < 0x80 || char.IsLetter(c)) ? plain : "";
    }
}
