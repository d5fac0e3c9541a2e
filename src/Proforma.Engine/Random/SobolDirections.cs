using System.Globalization;

namespace Proforma.Engine.Random;

/// <summary>Direction numbers of Sobol points in 1,024 dimensions (Sobol, 1967; the recurrence of Bratley and Fox, 1988).</summary>
/// <remarks>
/// The first dimension is the van der Corput sequence; each other has a primitive polynomial of its own. The numbers that start its
/// recurrence are odd, below 2^k in place k, and otherwise free: they are hashes, and of 256 choices for each dimension the one is
/// taken whose pairs with the twelve dimensions before it are most even, by the sum of 2^t over point sets of 2^4 to 2^14 points, t
/// being the quality parameter of the pair as a digital net (Niederreiter, 1987). Dimensions close to each other, such as neighbouring
/// months of a noise, are the ones that a plan adds up.
/// </remarks>
internal static class SobolDirections
{
    /// <summary>How many dimensions there are.</summary>
    public const int Dimensions = 1024;

    /// <summary>How many direction numbers each has: one for each bit of a point's index.</summary>
    public const int Columns = 32;

    // The choice of each dimension from the second on, two hexadecimal digits each.
    private const string Choices =
        "000007041800aca8bd145707b2630259e57288173f2cf6e7812c7e2040061c1e649c091c91f33e6182d27923217d9c5bd136e6cdbe405ce2781f112c"
        + "fcd0c157b65f51bc95789b699c7fd6aa7515fea30df1d9623d07361eeb1938b3947114247b5907fb36bd84ff314de37988e41075b05b20d6b7c0b669"
        + "0df2a9ad1cf39dce8c2b1e724179b06f4bc44ad3edcbf1db8e5f1b1791907ea9afafd1774c7017358f50fb7774a146122df32f87b6b5c5792800f81e"
        + "a2952c2e019c80bc5bd3682516d5c428efc236d75a83161db44dd4795c16ca61114ffad9bc7d6f74276f7f16580b400fab768ae9285560b4f1bb5582"
        + "6cf955aa7c62e639b0757ff31b5e55efdeebc1198e39ff667a388186dca95f1a1734ebd686526173ba532a203c4a461b1ee30082848be0cb55404e44"
        + "1af1ce8ef7f123b241f17de6154e03d70c172f0279a59eb859bdca1113f5a5173a89808acd7b5edba4a7f3ecc0e9dd499143ab98d79b96fe03ae7ee2"
        + "9b7c50f4fa106cdb3d59e0475a3e34ac1d2c75293ffb62aa44ae6dc3532b8bffc3f5a5d9f6b6cd375744903e49b3a3139f405679e2b6304bc6a9b3d8"
        + "6ea27e8e25fad369a0be5b957f31277a6c111499ea66f5a04ed4a2362511015bbd32c35e09473041b2d338f8dd45c97a8b185cfc2a5d34d504ff5879"
        + "046e73540633c7c2238c0bbc48f38741a6e2daa85c60d66910f8901b259676c632a24bf60720a6d1726415581c4aa1847ea0d3fb18bdb9c5482f4cf3"
        + "4f8dcbcce4c8d4cea4e2c5da3905a70b4d27bb935ff8c1a8738557d98dae6ecc303b187ba4f77316d134c4ab5ab44395680a304734a181652f7f9e9a"
        + "e36ab3cfeba910f75876a7cbb64567767bdc7cc84e5890e9c7e9a4aac648430f0175d7a8ac7807059f394ba0f02f7576a7d41b40bd6bbc113470ad75"
        + "7e17392a1d1c4afa6df8677944c83d6cf3da55f1eb9d244dbd98ba290c3624d4e1f1dec4d783f3bb80e7db600c4763bca57c988c20e366a199756369"
        + "711153183e41a8ef8c6ce2817d0d45757a5e4280d1dfef869a4b871dc95fd4cf0d1980b076e359fd6795a7d0034125300db3509e15ae7beddaa5cab2"
        + "9f151a982cff58b163979101920c313da80cbcdc4d26422759b7aabad32f63b265645d6c5941d2e68e213625f8c76c3e018fbb0e2e8ecc2650615daa"
        + "32fb57e233063e297bbae15a856a8cf1ecef8a599c5ad0d3501f266a3f5e2a3ade33c505e03fa67cd59eab6772c594b581fbea9c01c9aee311af94c4"
        + "062015285640322867342661404a7f2ce8ada157a46576f186dd1ad46f1492f17345e3d5c349f1f21a6addc7d0660d576bce24c3e0bbe72af12421ff"
        + "08a8fc2c503c5b8f5e083ef535b99f111e29ee00641e75bbc80a916705b4144668d55bc357b2b2e7c7b212effcc917730f6ce142bdd7eede5b69333f"
        + "a37de5";

    private static readonly Lazy<uint[]> Numbers = new(Build);

    /// <summary>The 32 direction numbers of a dimension, as binary fractions with the first binary digit in the lowest bit.</summary>
    public static ReadOnlySpan<uint> Reversed(int dimension) => Numbers.Value.AsSpan(dimension * Columns, Columns);

    /// <summary>The direction numbers, first binary digit highest, that a polynomial has with one of the 256 choices.</summary>
    internal static uint[] Candidate(uint polynomial, int choice)
    {
        int degree = PrimitivePolynomials.Degree(polynomial);
        var v = new uint[Columns];
        for (int k = 0; k < degree && k < Columns; k++)
        {
            ulong hash = BitMixer.Combine(polynomial, ((ulong)choice << 8) | (uint)k);
            uint initial = ((uint)hash & ((1u << (k + 1)) - 1)) | 1;
            v[k] = initial << (Columns - 1 - k);
        }

        for (int k = degree; k < Columns; k++)
        {
            v[k] = v[k - degree] ^ (v[k - degree] >> degree);
            for (int i = 1; i < degree; i++)
            {
                v[k] ^= ((polynomial >> (degree - i)) & 1) != 0 ? v[k - i] : 0;
            }
        }

        return v;
    }

    /// <summary>The digits of a number in opposite order.</summary>
    internal static uint Reverse(uint value)
    {
        uint result = 0;
        for (int i = 0; i < 32; i++)
        {
            result = (result << 1) | ((value >> i) & 1);
        }

        return result;
    }

    private static uint[] Build()
    {
        uint[] polynomials = PrimitivePolynomials.First(Dimensions - 1);
        var numbers = new uint[Dimensions * Columns];
        for (int k = 0; k < Columns; k++)
        {
            numbers[k] = 1u << k;
        }

        for (int dimension = 1; dimension < Dimensions; dimension++)
        {
            int choice = int.Parse(Choices.AsSpan(2 * (dimension - 1), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            uint[] v = Candidate(polynomials[dimension - 1], choice);
            for (int k = 0; k < Columns; k++)
            {
                numbers[(dimension * Columns) + k] = Reverse(v[k]);
            }
        }

        return numbers;
    }
}
