namespace Proforma.Engine.Random;

/// <summary>
/// Names a stream of draws: an input, the start of one of its clauses, a member, a period of a noise. Equal names give equal
/// draws in every plan, so adding an input never changes another's.
/// </summary>
/// <param name="Value">A 64-bit hash that is the same on every machine and in every version.</param>
/// <remarks>Among 100,000 streams the chance that any two share a key is 3e-10.</remarks>
public readonly record struct StreamKey(ulong Value)
{
    /// <summary>The key of a name, compared by its characters exactly.</summary>
    public static StreamKey Of(string name) => new(HashOf(name));

    /// <summary>The key of a part with a name of its own, such as a member.</summary>
    public StreamKey With(string part) => new(BitMixer.Combine(Value, HashOf(part)));

    /// <summary>The key of a numbered part, such as a period.</summary>
    public StreamKey With(long part) => new(BitMixer.Combine(Value, BitMixer.Mix((ulong)part)));

    // FNV-1a over UTF-16 code units, finished by a mixer because FNV leaves its high bits thin for short names.
    private static ulong HashOf(string text)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (char c in text)
        {
            hash = (hash ^ (byte)c) * 0x100000001b3;
            hash = (hash ^ (byte)(c >> 8)) * 0x100000001b3;
        }

        return BitMixer.Mix(hash ^ (ulong)text.Length);
    }
}
