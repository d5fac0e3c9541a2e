using System.Runtime.CompilerServices;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Random;

/// <summary>Uniform draws between 0 and 1, both excluded.</summary>
/// <remarks>
/// A draw is an odd multiple of 2^-53, chosen by 52 random bits: all of them are exact doubles, they lie symmetrically about 1/2
/// (so <c>1 - u</c> is one of them too, exactly), their mean is exactly 1/2, and neither 0 nor 1, whose quantiles may be infinite,
/// can occur. With all 53 bits random one end would have to be special.
/// </remarks>
internal static class OpenUniform
{
    private const ulong OneBits = 0x3ff0000000000000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromBits<T>(T bits)
        where T : struct, ILanes<T> =>
        ((bits >>> 12) | T.OfBits(OneBits)) - T.Of(1.0 - (1.0 / 9007199254740992.0));
}
