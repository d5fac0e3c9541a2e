using CsCheck;
using Proforma.Language.Diagnostics;

namespace Proforma.Language.Tests.Diagnostics;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("revenu", "revenue")]
    [InlineData("reveneu", "revenue")]
    [InlineData("Revenue", "revenue")]
    [InlineData("cots", "costs")]
    [InlineData("cashflow", "cash_flow")]
    [InlineData("营收入", "营收")]
    [InlineData("xyz", null)]
    [InlineData("a", null)]
    [InlineData("", null)]
    public void Suggests_what_is_near(string word, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(word, ["revenue", "costs", "cash_flow", "营收", "b"]));

    [Fact]
    public void The_nearest_wins_and_the_first_of_equals()
    {
        Assert.Equal("costs", Spelling.Nearest("cost", ["costs"]));
        Assert.Equal("cast", Spelling.Nearest("cost", ["cast", "costs"]));
        Assert.Equal("revenue", Spelling.Nearest("revenxe", ["revenges", "revenue"]));
        Assert.Equal("Cost", Spelling.Nearest("cost", ["cast", "Cost"]));
    }

    [Fact]
    public void Long_words_and_many_candidates_take_no_time()
    {
        Assert.Null(Spelling.Nearest(new string('a', 1_000_000), ["aaa"]));
        Assert.Equal("line_99999", Spelling.Nearest("lin_99999", Enumerable.Range(0, 100_000).Select(i => $"line_{i}")));
    }

    // The whole table, without bounds or shortcuts, as the reference.
    [Fact]
    public void No_candidate_is_nearer_than_the_one_suggested()
    {
        var words = Gen.String[Gen.Char["abcd"], 2, 9];
        Gen.Select(words, words.Array[1, 6]).Sample((word, candidates) =>
        {
            var limit = Math.Max(1, word.Length / 3);
            var best = candidates.Min(c => Distance(word, c));
            var nearest = Spelling.Nearest(word, candidates);
            Assert.Equal(best <= limit, nearest is not null);
            if (nearest is not null)
            {
                Assert.Equal(best, Distance(word, nearest));
            }
        });
    }

    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                table[i, j] = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
