namespace Proforma.Claims.Extraction.Roles;

/// <summary>What an article means by signs that several currencies share: ¥ (yen or yuan), 元 in Hong Kong or Taiwan, kroner, 5 cents.</summary>
internal sealed class CurrencyContext
{
    private static readonly string[] YenWords = ["日元", "日圆", "円", "yen", "jpy", "tokyo", "japan", "日本", "东京"];
    private static readonly string[] YuanWords = ["人民币", "yuan", "rmb", "renminbi", "cny", "china", "chinese", "beijing", "shanghai", "shenzhen", "中国"];
    private static readonly string[] NorwegianWords = ["norwegian", "norway", "oslo"];
    private readonly bool chinese;
    private readonly int yen;
    private readonly int yuan;
    private readonly bool norwegian;

    public CurrencyContext(IReadOnlyList<BlockText> blocks, bool isChinese)
    {
        chinese = isChinese;
        foreach (var block in blocks)
        {
            yen += Count(block.Folded, YenWords);
            yuan += Count(block.Folded, YuanWords);
            norwegian |= Count(block.Folded, NorwegianWords) > 0;
        }
    }

    /// <summary>The ISO code that a unit stands for here, and a note where the text leaves a doubt.</summary>
    public (string Unit, string? Note) Resolve(string unit)
    {
        if (unit.StartsWith('¥'))
        {
            bool isYen = chinese ? yen > yuan && yen > 0 : yen >= yuan;
            string code = isYen ? "JPY" : "CNY";
            string? note = yen > 0 == yuan > 0 ? $"¥ may be yen or yuan; read as {code}." : null;
            return (code + unit[1..], note);
        }

        return norwegian && unit.StartsWith("DKK", StringComparison.Ordinal) ? ("NOK" + unit[3..], null) : (unit, null);
    }

    private static int Count(ReadOnlySpan<char> text, string[] words)
    {
        int count = 0;
        foreach (string word in words)
        {
            count += text.Count(word);
        }

        return count;
    }
}
