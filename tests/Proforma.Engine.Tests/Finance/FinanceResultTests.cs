using Proforma.Engine.Finance;
using Xunit;

namespace Proforma.Engine.Tests.Finance;

public sealed class FinanceResultTests
{
    [Fact]
    public void A_value_is_read_and_shown()
    {
        FinanceResult result = Depreciation.Sln(100, 25, 2);
        Assert.True(result.Succeeded);
        Assert.Equal(FinanceFailure.None, result.Failure);
        Assert.Null(result.Message);
        Assert.Equal(37.5, result.Value);
        Assert.True(result.TryGetValue(out double value));
        Assert.Equal(37.5, value);
        Assert.Equal("37.5", result.ToString());
        Assert.Equal(Depreciation.Sln(75, 0, 2), result);
    }

    [Fact]
    public void A_failure_has_no_value_and_says_why()
    {
        FinanceResult result = Depreciation.Sln(100, 25, 0);
        Assert.False(result.TryGetValue(out _));
        InvalidOperationException misuse = Assert.Throws<InvalidOperationException>(() => result.Value);
        Assert.Equal(result.Message, misuse.Message);
        Assert.Equal("InvalidArgument: The life of an asset must be greater than zero.", result.ToString());
    }

    [Fact]
    public void The_default_is_zero() => Assert.Equal(0, default(FinanceResult).Value);
}
