using Proforma.Claims.Extraction;
using Xunit;

namespace Proforma.Claims.Tests.Extraction;

/// <summary>The quantity grammar: what is written, what it means.</summary>
public sealed class QuantityTests
{
    [Theory]
    [InlineData("营收为345亿美元", "345亿美元", 3.45e10, "USD")]
    [InlineData("营收为2500亿元人民币", "2500亿元人民币", 2.5e11, "CNY")]
    [InlineData("营收为人民币2500亿元", "人民币2500亿元", 2.5e11, "CNY")]
    [InlineData("营收为３４５亿美元", "３４５亿美元", 3.45e10, "USD")]
    [InlineData("营收为1.2万亿日元", "1.2万亿日元", 1.2e12, "JPY")]
    [InlineData("营收为12.5亿港元", "12.5亿港元", 1.25e9, "HKD")]
    [InlineData("营收为3亿欧元", "3亿欧元", 3e8, "EUR")]
    [InlineData("营收为五千万元", "五千万元", 5e7, "CNY")]
    [InlineData("营收为两亿三千万元", "两亿三千万元", 2.3e8, "CNY")]
    [InlineData("营收为3,281,554,920.17元", "3,281,554,920.17元", 3281554920.17, "CNY")]
    [InlineData("revenue of $34.5bn", "$34.5bn", 3.45e10, "USD")]
    [InlineData("revenue of US$34.5 billion", "US$34.5 billion", 3.45e10, "USD")]
    [InlineData("revenue of HK$1.2 billion", "HK$1.2 billion", 1.2e9, "HKD")]
    [InlineData("revenue of €450m", "€450m", 4.5e8, "EUR")]
    [InlineData("revenue of £1.5bn", "£1.5bn", 1.5e9, "GBP")]
    [InlineData("revenue of 2.1 trillion yen", "2.1 trillion yen", 2.1e12, "JPY")]
    [InlineData("revenue of 900 million euros", "900 million euros", 9e8, "EUR")]
    [InlineData("revenue of A$75 million", "A$75 million", 7.5e7, "AUD")]
    [InlineData("revenue of Rs 500 crore", "Rs 500 crore", 5e9, "INR")]
    [InlineData("revenue of $950,000", "$950,000", 950_000, "USD")]
    public void Money(string text, string quote, double value, string unit) => Check(text, quote, value, value, unit, FigureKind.Amount, Hedge.Exactly);

    [Theory]
    [InlineData("营收为4亿至6亿美元", "4亿至6亿美元", 4e8, 6e8, "USD")]
    [InlineData("营收为4至6亿美元", "4至6亿美元", 4e8, 6e8, "USD")]
    [InlineData("营收为40亿—42亿元", "40亿—42亿元", 4e9, 4.2e9, "CNY")]
    [InlineData("revenue of $1.2-1.4 billion", "$1.2-1.4 billion", 1.2e9, 1.4e9, "USD")]
    [InlineData("revenue of $1.30 billion to $1.34 billion", "$1.30 billion to $1.34 billion", 1.3e9, 1.34e9, "USD")]
    [InlineData("revenue between €3 million and €4 million", "€3 million and €4 million", 3e6, 4e6, "EUR")]
    public void Ranges(string text, string quote, double low, double high, string unit) => Check(text, quote, low, high, unit, FigureKind.Amount, Hedge.Between);

    [Theory]
    [InlineData("毛利率为百分之四十五", "百分之四十五", 0.45)]
    [InlineData("毛利率为45.2%", "45.2%", 0.452)]
    [InlineData("毛利率为４５％", "４５％", 0.45)]
    [InlineData("毛利率为三成五", "三成五", 0.35)]
    [InlineData("gross margin of 45 percent", "45 percent", 0.45)]
    [InlineData("gross margin of 45.2 per cent", "45.2 per cent", 0.452)]
    public void Shares(string text, string quote, double value) => Check(text, quote, value, value, "1", FigureKind.Percent, Hedge.Exactly);

    [Theory]
    [InlineData("营收的三分之二来自海外", "三分之二", 2.0 / 3)]
    [InlineData("two-thirds of revenue came from abroad", "two-thirds", 2.0 / 3)]
    [InlineData("half of revenue came from abroad", "half", 0.5)]
    [InlineData("a quarter of revenue came from abroad", "a quarter", 0.25)]
    public void Fractions(string text, string quote, double value) => Check(text, quote, value, value, "1", FigureKind.Percent, Hedge.Exactly);

    [Theory]
    [InlineData("营收同比增长34%", "34%", 0.34)]
    [InlineData("营收同比下降12.5%", "12.5%", -0.125)]
    [InlineData("营收增长两倍", "两倍", 2)]
    [InlineData("revenue was up 34% year on year", "34%", 0.34)]
    [InlineData("revenue fell 12.5 percent", "12.5 percent", -0.125)]
    public void Growth(string text, string quote, double value) => Check(text, quote, value, value, "1", FigureKind.Growth, Hedge.Exactly);

    [Theory]
    [InlineData("毛利率同比提升1.9个百分点", "1.9个百分点", 0.019)]
    [InlineData("毛利率同比下降50个基点", "50个基点", -0.005)]
    [InlineData("gross margin widened by 180 basis points", "180 basis points", 0.018)]
    [InlineData("gross margin fell 2.5 percentage points", "2.5 percentage points", -0.025)]
    public void Points(string text, string quote, double value) => Check(text, quote, value, value, "1", FigureKind.PercentagePoints, Hedge.Exactly);

    [Theory]
    [InlineData("营收是去年的三倍", "三倍", 3)]
    [InlineData("营收翻番", "翻番", 2)]
    [InlineData("revenue tripled", "tripled", 3)]
    [InlineData("revenue doubled", "doubled", 2)]
    [InlineData("revenue was three times that of its rival", "three times", 3)]
    public void Multiples(string text, string quote, double value) => Check(text, quote, value, value, "1", FigureKind.Multiple, Hedge.Exactly);

    [Theory]
    [InlineData("现有员工1900人", "1900人", 1900, "person")]
    [InlineData("月活用户800万", "800万", 8e6, "user")]
    [InlineData("交付新车23,628辆", "23,628辆", 23_628, "vehicle")]
    [InlineData("it has 12,400 employees", "12,400 employees", 12_400, "person")]
    [InlineData("it plans to hire 250 more people", "250 more people", 250, "person")]
    [InlineData("it delivered 1.92 million vehicles", "1.92 million vehicles", 1.92e6, "vehicle")]
    public void Counts(string text, string quote, double value, string unit) => Check(text, quote, value, value, unit, FigureKind.Count, Hedge.Exactly);

    [Theory]
    [InlineData("营收约345亿美元", Hedge.About)]
    [InlineData("营收近345亿美元", Hedge.Nearly)]
    [InlineData("营收超345亿美元", Hedge.MoreThan)]
    [InlineData("营收最高可达345亿美元", Hedge.UpTo)]
    [InlineData("营收不低于345亿美元", Hedge.AtLeast)]
    [InlineData("营收不超过345亿美元", Hedge.AtMost)]
    [InlineData("营收不足345亿美元", Hedge.LessThan)]
    [InlineData("营收345亿美元左右", Hedge.About)]
    [InlineData("营收345亿美元以上", Hedge.AtLeast)]
    [InlineData("revenue of about $34.5 billion", Hedge.About)]
    [InlineData("revenue of nearly $34.5 billion", Hedge.Nearly)]
    [InlineData("revenue of more than $34.5 billion", Hedge.MoreThan)]
    [InlineData("revenue of as much as $34.5 billion", Hedge.UpTo)]
    [InlineData("revenue of at least $34.5 billion", Hedge.AtLeast)]
    [InlineData("revenue of less than $34.5 billion", Hedge.LessThan)]
    [InlineData("revenue of no more than $34.5 billion", Hedge.AtMost)]
    [InlineData("revenue of $34.5 billion or more", Hedge.AtLeast)]
    public void Hedges(string text, Hedge hedge)
    {
        var figure = Assert.Single(Read(text));
        Assert.Equal((3.45e10, hedge), (figure.Value, figure.Hedge));
    }

    [Theory]
    [InlineData("2025年2月13日消息")]
    [InlineData("GPT-4 and Claude 3.5 Sonnet were released")]
    [InlineData("call 400-820-8820 or visit 221 Baker Street")]
    [InlineData("第三十二条规定")]
    [InlineData("version 2.0.1 of the app")]
    [InlineData("at 14:42:03 on Thursday")]
    public void What_is_no_figure(string text) => Assert.Empty(Read(text));

    [Fact]
    public void Offsets_count_code_points()
    {
        const string text = "😀😀营收为345亿美元";
        var figure = Assert.Single(Read(text));
        Assert.Equal((5, 11), (figure.Start, figure.End));
    }

    private static IReadOnlyList<Figure> Read(string text) =>
        ArticleReader.Read(text, new ReadingOptions { Format = ArticleFormat.Text, PublishedOn = new DateOnly(2025, 11, 3) }, TestContext.Current.CancellationToken)
            .Reading!.Figures;

    private static void Check(string text, string quote, double low, double high, string unit, FigureKind kind, Hedge hedge)
    {
        var figure = Assert.Single(Read(text), f => f.Quote == quote);
        Assert.Equal(low, figure.Value ?? figure.Low!.Value, 1e-9 * Math.Abs(low));
        Assert.Equal(high, figure.Value ?? figure.High!.Value, 1e-9 * Math.Abs(high));
        Assert.Equal((unit, kind, hedge), (figure.Unit, figure.Kind, figure.Hedge));
    }
}
