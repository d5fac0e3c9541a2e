using Proforma.Engine.Random;
using Xunit;

namespace Proforma.Engine.Tests.Random;

public sealed class StreamKeyTests
{
    [Fact]
    public void Keys_are_these_on_every_machine_and_in_every_version()
    {
        Assert.Equal(18435010701479370980ul, StreamKey.Of("api_growth").Value);
        Assert.Equal(6064999686108234571ul, StreamKey.Of("营收").With("2026-01").With(7).Value);
        Assert.Equal(17665956581633026203ul, StreamKey.Of("").Value);
    }

    [Fact]
    public void Order_and_borders_of_parts_count()
    {
        StreamKey a = StreamKey.Of("a");
        Assert.NotEqual(a.With("b").With("c"), a.With("c").With("b"));
        Assert.NotEqual(StreamKey.Of("ab"), a.With("b"));
        Assert.NotEqual(a.With("bc"), StreamKey.Of("ab").With("c"));
        Assert.NotEqual(a.With(1), a.With("1"));
        Assert.NotEqual(a, a.With(0));
        Assert.Equal(a.With("b"), StreamKey.Of("a").With("b"));
    }

    [Fact]
    public void A_million_similar_keys_differ()
    {
        var keys = new HashSet<ulong>();
        for (int i = 0; i < 1000; i++)
        {
            StreamKey name = StreamKey.Of("line_" + i);
            for (int j = 0; j < 1000; j++)
            {
                keys.Add(name.With(j).Value);
            }
        }

        Assert.Equal(1_000_000, keys.Count);
    }
}
