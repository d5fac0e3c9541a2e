namespace Proforma.Claims.Extraction.Roles;

/// <summary>What an article means by signs that several currencies share: ¥ (yen or yuan), 元 in Hong Kong or Taiwan, kroner, 5 cents.</summary>
internal sealed class CurrencyContext
{
    private static readonly string[] YenWords = ["日元", "日圆", "円", "yen", "jpy", "tokyo", "japan", "日本", "东京"];
    private static readonly string[] YuanWords = ["人民币", "yuan", "rmb", "renminbi", "cny", "china", "chinese", "beijing", "shanghai", "shenzhen", "中国"];
    private static readonly string[] RenminbiWords = ["人民币", "rmb", "cny"];
    private static readonly string[] NorwegianWords = ["norwegian", "norway", "oslo"];
    private readonly bool chinese;
    private readonly int yen;
    private readonly int yuan;
    private readonly int norwegian;
    private readonly int danish;
    private readonly int swedish;
    private readonly string? yuanCode;
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    public CurrencyContext(IReadOnlyList<BlockText> blocks, bool isChinese)
    {
        chinese = isChinese;
        foreach (var block in blocks)
        {
            yen += Count(block.Folded, YenWords);
            yuan += Count(block.Folded, YuanWords);
            norwegian += Count(block.Folded, NorwegianWords);
            danish += Count(block.Folded, ["danish", "denmark", "copenhagen", "kroner"]);
            swedish += Count(block.Folded, ["swedish", "sweden", "stockholm", "kronor"]);
            CountCurrencies(block);
        }

        yuanCode = isChinese && yuan == 0 || isChinese && !blocks.Any(block => Count(block.Folded, RenminbiWords) > 0) ? PlainYuan(blocks) : null;
    }

    /// <summary>What 元 alone is in a text in traditional characters that names the dollars of Taiwan or Hong Kong and not the renminbi.</summary>
    private static string? PlainYuan(IReadOnlyList<BlockText> blocks)
    {
        int taiwan = blocks.Sum(block => Count(block.Folded, ["新台币", "台币", "nt$", "twd"]));
        int hongKong = blocks.Sum(block => Count(block.Folded, ["港元", "港币", "hk$", "hkd"]));
        int traditional = blocks.Sum(block => CountTraditional(block));
        return taiwan > 0 && taiwan >= hongKong ? "TWD" : hongKong > 0 && traditional > 4 ? "HKD" : null;
    }

    private static int CountTraditional(BlockText block)
    {
        int count = 0;
        for (int i = 0; i < block.Text.Length; i++)
        {
            count += block.Text[i] is >= '\u4E00' and <= '\u9FFF' && block.Folded[i] != block.Text[i] ? 1 : 0;
        }

        return count;
    }

    /// <summary>The only currency of the article's amounts, or the one of nine in ten of them; null when several are used.</summary>
    public string? Usual
    {
        get
        {
            int all = counts.Values.Sum();
            var most = counts.Count == 0 ? default : counts.MaxBy(pair => pair.Value);
            return most.Value * 10 >= all * 9 && most.Value > 0 ? Resolve(most.Key).Unit : null;
        }
    }

    private void CountCurrencies(BlockText block)
    {
        foreach (var quantity in block.Quantities)
        {
            if (quantity is { Kind: FigureKind.Amount, Unit: { Length: 3 } unit } && char.IsUpper(unit[0]) || quantity.Unit == "¥")
            {
                counts[quantity.Unit!] = counts.GetValueOrDefault(quantity.Unit!) + 1;
            }
        }
    }

    /// <summary>The ISO code that a unit stands for here, and a note where the text leaves a doubt.</summary>
    /// <param name="unit">The unit as the grammar read it.</param>
    /// <param name="plainYuan">Whether it was written 元 alone.</param>
    public (string Unit, Wording? Note) Resolve(string unit, bool plainYuan = false)
    {
        if (unit.StartsWith('¥'))
        {
            bool isYen = chinese ? yen > yuan && yen > 0 : yen >= yuan;
            string code = isYen ? "JPY" : "CNY";
            Wording? note = yen > 0 == yuan > 0 ? new Wording($"¥ may be yen or yuan; read as {code}.", $"¥ 可能是日元或人民币，按 {code} 读取。") : null;
            return (code + unit[1..], note);
        }

        if (plainYuan && yuanCode is not null)
        {
            return (yuanCode + unit[3..], null);
        }

        bool nordic = unit.StartsWith("DKK", StringComparison.Ordinal) || unit.StartsWith("SEK", StringComparison.Ordinal);
        return nordic ? Nordic(unit) : (unit, null);
    }

    /// <summary>Kroner and crowns are those of the country that the article is about.</summary>
    private (string Unit, Wording? Note) Nordic(string unit)
    {
        bool kroner = unit.StartsWith("DKK", StringComparison.Ordinal);
        string code = norwegian > Math.Max(danish, swedish) ? "NOK" : !kroner && danish > swedish ? "DKK" : unit[..3];
        return (code + unit[3..], null);
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
