using Proforma.Model.Runs;
using Xunit;

namespace Proforma.Model.Tests;

public sealed class CellValueTests
{
    [Theory]
    [InlineData(0L)]
    [InlineData(12345L)]
    [InlineData((1L << 41) - 2)]
    public void A_failure_keeps_its_reason_and_origin(long origin)
    {
        foreach (var kind in Enum.GetValues<FailureKind>().Where(static k => k != FailureKind.None))
        {
            var failed = new CellValue(CellValue.Failed(kind, origin).Raw);
            Assert.Equal((CellState.Failed, kind, origin), (failed.State, failed.Failure, failed.FailureOrigin));
        }
    }

    [Fact]
    public void States_are_not_numbers()
    {
        Assert.Equal(CellState.Blank, new CellValue(CellValue.Blank.Raw).State);
        Assert.Equal(CellState.Unknown, new CellValue(CellValue.Unknown.Raw).State);
        Assert.Equal(-1, CellValue.Failed(FailureKind.TooLarge).FailureOrigin);
        Assert.Equal(FailureKind.TooLarge, new CellValue(double.PositiveInfinity).Failure);
        Assert.True(new CellValue(-0.0).IsValue);
    }

    [Fact]
    public void The_worse_state_wins_and_the_left_one_at_a_tie()
    {
        var left = CellValue.Failed(FailureKind.NotReal, 1);
        Assert.Equal(left, CellValue.Worse(left, CellValue.Failed(FailureKind.DivisionByZero, 2)));
        Assert.Equal(left, CellValue.Worse(CellValue.Unknown, left));
        Assert.Equal(CellValue.Unknown, CellValue.Worse(CellValue.Blank, CellValue.Unknown));
    }
}
