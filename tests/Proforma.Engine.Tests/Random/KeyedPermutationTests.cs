using System.Runtime.Intrinsics;
using CsCheck;
using Proforma.Engine.Random;
using Xunit;

namespace Proforma.Engine.Tests.Random;

public sealed class KeyedPermutationTests
{
    [Fact]
    public void Every_length_is_permuted()
    {
        Gen.Select(Gen.Int[1, 3000], Gen.ULong).Sample((length, key) => Image(key, length).Order().SequenceEqual(Enumerable.Range(0, length)));
    }

    [Fact]
    public void The_greatest_length_stays_in_range()
    {
        const long length = 1L << 31;
        var permutation = new KeyedPermutation(3, length);
        var seen = new HashSet<uint>();
        for (uint i = 0; i < 4096; i += 8)
        {
            Vector256<uint> image = permutation.At(Vector256.Create(i * 60000) + Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7));
            for (int lane = 0; lane < 8; lane++)
            {
                Assert.True(image[lane] < length && seen.Add(image[lane]));
            }
        }
    }

    private static IEnumerable<int> Image(ulong key, int length)
    {
        var permutation = new KeyedPermutation(key, length);
        for (int i = 0; i < length; i++)
        {
            yield return (int)permutation.At(Vector256.Create((uint)i))[0];
        }
    }
}
