using CsCheck;
using Proforma.Engine.Numerics;
using Xunit;

namespace Proforma.Engine.Tests.Numerics;

public sealed class RootTests
{
    [Fact]
    public void Smooth_roots_are_found_from_any_bracket()
    {
        Gen.Select(Gen.Double[-5, 5], Gen.Double[0.1, 50], Gen.Double[0.1, 50], Gen.Int[0, 3]).Sample(
            (root, below, above, shape) =>
            {
                Func<double, double> function = shape switch
                {
                    0 => x => x - root,
                    1 => x => Math.Exp(x) - Math.Exp(root),
                    2 => x => Math.Pow(x - root, 3) + (1e-3 * (x - root)),
                    _ => x => Math.Atan(100 * (x - root)),
                };
                Assert.Equal(root, LinearRoot.OfSmooth(function, root - below, root + above), 1e-12);
            });
    }

    [Fact]
    public void Brackets_without_a_root_give_the_nearer_end()
    {
        Assert.Equal(2, LinearRoot.OfSmooth(x => x, 2, 3));
        Assert.Equal(-1, LinearRoot.OfSmooth(x => x, -2, -1));
    }

    [Fact]
    public void Steps_are_found_to_the_last_bit()
    {
        Gen.Select(Gen.Double[-1000, 1000], Gen.Double[0, 1e6], Gen.Double[0.001, 1e6]).Sample(
            (step, below, above) => LinearRoot.OfSteps(x => x >= step ? 1 : -1, step - below, step + above) == step);
    }
}
