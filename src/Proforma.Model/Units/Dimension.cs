using System.Collections.Immutable;
using System.Text;

namespace Proforma.Model.Units;

/// <summary>A product of powers of base units, such as USD·month⁻¹. Immutable; equal when the powers are equal.</summary>
public sealed class Dimension : IEquatable<Dimension>
{
    private readonly ImmutableArray<(BaseUnit Unit, Rational Exponent)> _factors;
    private readonly int _hash;

    private Dimension(ImmutableArray<(BaseUnit Unit, Rational Exponent)> factors)
    {
        _factors = factors;
        var hash = default(HashCode);
        foreach (var (unit, exponent) in factors)
        {
            hash.Add(unit);
            hash.Add(exponent);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>The dimension of a pure number: shares, growth, counts without a unit.</summary>
    public static Dimension None { get; } = new([]);

    public static Dimension Month { get; } = Of(BaseUnit.Month);

    public static Dimension Day { get; } = Of(BaseUnit.Day);

    /// <summary>The factors, currencies first and time last; no exponent is zero.</summary>
    public ImmutableArray<(BaseUnit Unit, Rational Exponent)> Factors => _factors;

    public bool IsNone => _factors.IsEmpty;

    /// <summary>The exponent of time, months and days together.</summary>
    public Rational TimeExponent => SumOf(static unit => unit.IsTime);

    /// <summary>The exponent of the day alone; a day's length in months depends on the month it lies in.</summary>
    public Rational DayExponent => SumOf(static unit => unit.Kind == BaseUnitKind.Day);

    /// <summary>True for something counted or paid: a positive exponent outside time and no negative one.</summary>
    public bool IsAmountBesideTime
    {
        get
        {
            var positive = false;
            foreach (var (unit, exponent) in _factors)
            {
                if (unit.IsTime)
                {
                    continue;
                }

                if (exponent.Sign < 0)
                {
                    return false;
                }

                positive = true;
            }

            return positive;
        }
    }

    /// <summary>An amount per time, such as USD/month: its roll-up is the integral over the period.</summary>
    public bool IsFlow => TimeExponent == Rational.Of(-1) && IsAmountBesideTime;

    /// <summary>An amount at a moment, such as USD: its roll-up is the closing value.</summary>
    public bool IsStock => TimeExponent.IsZero && IsAmountBesideTime;

    /// <summary>The currencies in the dimension, with their exponents.</summary>
    public IEnumerable<(BaseUnit Unit, Rational Exponent)> Currencies => _factors.Where(static f => f.Unit.Kind == BaseUnitKind.Currency);

    public static Dimension Of(BaseUnit unit) => new([(unit, Rational.One)]);

    public static bool operator ==(Dimension? a, Dimension? b) => a is null ? b is null : a.Equals(b);

    public static bool operator !=(Dimension? a, Dimension? b) => !(a == b);

    public Dimension Multiply(Dimension other) => Combine(other, Rational.One);

    public Dimension Divide(Dimension other) => Combine(other, -Rational.One);

    public Dimension Power(Rational exponent) =>
        exponent.IsZero ? None : new([.. _factors.Select(f => (f.Unit, f.Exponent * exponent))]);

    /// <summary>The same with every day counted as a month: equal for two dimensions that only differ in how time is measured.</summary>
    public Dimension WithDaysAsMonths()
    {
        var days = DayExponent;
        return days.IsZero ? this : Multiply(Day.Power(-days)).Multiply(Month.Power(days));
    }

    /// <summary>The dimension with <paramref name="from"/> replaced by <paramref name="to"/>.</summary>
    public Dimension Replace(BaseUnit from, BaseUnit to)
    {
        var exponent = SumOf(unit => unit == from);
        return exponent.IsZero ? this : Multiply(Of(from).Power(-exponent)).Multiply(Of(to).Power(exponent));
    }

    public bool Equals(Dimension? other)
    {
        if (other is null || other._hash != _hash || other._factors.Length != _factors.Length)
        {
            return false;
        }

        return _factors.AsSpan().SequenceEqual(other._factors.AsSpan());
    }

    public override bool Equals(object? obj) => Equals(obj as Dimension);

    public override int GetHashCode() => _hash;

    /// <summary>As the language writes it: `USD/seat/month`, `1` for a pure number, `1/month` for a rate.</summary>
    public override string ToString()
    {
        if (IsNone)
        {
            return "1";
        }

        var text = new StringBuilder();
        foreach (var (unit, exponent) in _factors.Where(static f => f.Exponent.Sign > 0))
        {
            text.Append(text.Length == 0 ? "" : "*").Append(unit.Name).Append(PowerSuffix(exponent));
        }

        if (text.Length == 0)
        {
            text.Append('1');
        }

        foreach (var (unit, exponent) in _factors.Where(static f => f.Exponent.Sign < 0))
        {
            text.Append('/').Append(unit.Name).Append(PowerSuffix(-exponent));
        }

        return text.ToString();
    }

    private static string PowerSuffix(Rational exponent) => exponent == Rational.One ? "" : $"^{exponent}";

    private Rational SumOf(Func<BaseUnit, bool> wanted)
    {
        var sum = Rational.Zero;
        foreach (var (unit, exponent) in _factors)
        {
            if (wanted(unit))
            {
                sum += exponent;
            }
        }

        return sum;
    }

    private Dimension Combine(Dimension other, Rational sign)
    {
        if (other.IsNone)
        {
            return this;
        }

        var result = ImmutableArray.CreateBuilder<(BaseUnit, Rational)>(_factors.Length + other._factors.Length);
        int i = 0, j = 0;
        while (i < _factors.Length || j < other._factors.Length)
        {
            var order = i == _factors.Length ? 1 : j == other._factors.Length ? -1 : _factors[i].Unit.CompareTo(other._factors[j].Unit);
            var exponent = order < 0 ? _factors[i].Exponent : other._factors[j].Exponent * sign;
            var unit = order <= 0 ? _factors[i].Unit : other._factors[j].Unit;
            if (order == 0)
            {
                exponent = _factors[i].Exponent + exponent;
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            if (!exponent.IsZero)
            {
                result.Add((unit, exponent));
            }
        }

        return result.Count == 0 ? None : new Dimension(result.DrainToImmutable());
    }
}
