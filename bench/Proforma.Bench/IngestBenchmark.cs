using System.Globalization;
using System.Text;
using Proforma.Claims.Drafting;
using Proforma.Claims.Extraction;

namespace Proforma.Bench;

/// <summary>A megabyte of news in each language: read, and written as a draft of claims.</summary>
internal static class IngestBenchmark
{
    private const int Megabyte = 1_000_000;

    // {0} to {5} are figures that differ from copy to copy, {6} a company.
    private const string English = """
        ## {6} reports results

        {6} said on Tuesday that revenue rose {0}% to ${1}.{2} billion in the third quarter, beating the ${1}.{3} billion that analysts had expected. Net income was ${4} million,
        or $1.{2} a share, compared with ${5} million a year earlier. The company, which employs about {4},000 people, expects full-year revenue of ${1} billion to ${0} billion.

        The chief executive said demand had held up better than the market had feared when the year began, and that new products would reach customers in the spring.
        Shares were little changed in early trading, after having gone up and down with the sector for most of the past months.

        | (in millions) | Q3 2025 | Q3 2024 | Change |
        |---|---|---|---|
        | Revenue | $1,{4}.{2} | $1,{5}.{3} | {0}% |
        | Operating income | {4}.{2} | {5}.{3} | {2}% |


        """;

    private const string Chinese = """
        ## {6}公布业绩

        {6}周二表示，第三季度营收同比增长{0}%，达到{1}.{2}亿美元，高于分析师预期的{1}.{3}亿美元；净利润为{4}百万美元，上年同期为{5}百万美元。公司目前约有员工{4}00人，预计全年营收为{1}亿至{0}亿美元。

        公司首席执行官说，年初市场担心的情况没有出现，需求好于预期，新产品将在春季交付给客户。公司股价早盘变化不大，过去几个月里随行业起起落落。

        | 单位：万元 | 2025年三季度 | 2024年三季度 | 同比 |
        | --- | --- | --- | --- |
        | 营业收入 | 1,{4}.{2} | 1,{5}.{3} | {0}% |
        | 营业利润 | {4}.{2} | {5}.{3} | {2}% |


        """;

    public static void Run(BenchArguments arguments, FigureTable table)
    {
        var size = arguments.IsQuick ? Megabyte / 20 : Megabyte;
        Language("English", English, ["Larkfield", "Oakmere", "Corvane"], size, arguments, table);
        Language("Chinese", Chinese, ["北屏科技", "浦岚股份", "星澜汽车"], size, arguments, table);
    }

    private static void Language(string name, string form, string[] companies, int size, BenchArguments arguments, FigureTable table)
    {
        var bytes = Text(form, companies, size);
        var options = new ReadingOptions { Format = ArticleFormat.Markdown, PublishedOn = new DateOnly(2025, 11, 4) };
        Samples read = new(), drafted = new();
        Reading reading = ArticleReader.Read(bytes, options).Reading!;
        for (var i = 0; i < (arguments.IsQuick ? 2 : 9); i++)
        {
            reading = read.Take(() => ArticleReader.Read(bytes, options).Reading!);
            drafted.Take(() => ClaimsDraftWriter.Write(reading));
        }

        var rate = string.Create(CultureInfo.InvariantCulture, $"{bytes.Length / 1e6 / read.Median:F2} MB/s, {reading.Figures.Count:N0} figures");
        table.Add($"{name}, {bytes.Length / 1e6:F1} MB of Markdown with tables: its figures", read, targetSeconds: bytes.Length / 1e6, rate);
        table.Add($"{name}: the draft of its claims", drafted);
    }

    private static byte[] Text(string form, string[] companies, int size)
    {
        var text = new StringBuilder();
        var format = CompositeFormat.Parse(form);
        for (var i = 0; text.Length < size; i++)
        {
            text.AppendFormat(CultureInfo.InvariantCulture, format, 11 + (i % 80), 3 + (i % 7), i % 10, (i + 3) % 10, 100 + (i % 800), 100 + ((i * 7) % 800), companies[i % companies.Length]);
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return bytes[..Cut(bytes, size)];
    }

    // Not inside of a character.
    private static int Cut(byte[] bytes, int size)
    {
        var end = Math.Min(size, bytes.Length);
        while (end < bytes.Length && (bytes[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return end;
    }
}
