namespace Proforma.Claims.Contradictions;

/// <summary>The statements and checks on which a bound rests: a small sorted set of numbers. Immutable.</summary>
internal sealed class Reasons
{
    private readonly int[] _members;

    private Reasons(int[] members) => _members = members;

    public static Reasons None { get; } = new([]);

    public ReadOnlySpan<int> Members => _members;

    public static Reasons Of(int member) => new([member]);

    public Reasons And(Reasons other)
    {
        if (other._members.Length == 0 || ReferenceEquals(this, other))
        {
            return this;
        }

        if (_members.Length == 0)
        {
            return other;
        }

        var merged = new int[_members.Length + other._members.Length];
        int i = 0, j = 0, count = 0;
        while (i < _members.Length || j < other._members.Length)
        {
            var left = i < _members.Length ? _members[i] : int.MaxValue;
            var right = j < other._members.Length ? other._members[j] : int.MaxValue;
            merged[count++] = Math.Min(left, right);
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }

        return count == _members.Length ? this : count == other._members.Length ? other : new Reasons(merged[..count]);
    }
}
