namespace Proforma.Claims.Extraction.Quantities;

/// <summary>Reads the rate that Chinese writes before an amount: 每股27美元, 每平方米1.86万元, 每百万词元0.8元.</summary>
internal static class PerUnit
{
    private const int LookBack = 10;

    private static readonly (string Word, string Per, decimal Count)[] Rates =
    [
        ("股", "share", 1), ("平方米", "m2", 1), ("平米", "m2", 1), ("平方英尺", "ft2", 1), ("百万词元", "token", 1_000_000), ("百万token", "token", 1_000_000), ("百万tokens", "token", 1_000_000),
        ("百万个词元", "token", 1_000_000), ("百万输入token", "token", 1_000_000), ("百万输出token", "token", 1_000_000), ("千词元", "token", 1_000), ("千token", "token", 1_000), ("千tokens", "token", 1_000), ("吨", "t", 1), ("桶", "barrel", 1), ("盎司", "oz", 1),
        ("月", "month", 1), ("年", "year", 1), ("人", "person", 1), ("人每月", "person/month", 1), ("用户", "user", 1), ("席位", "seat", 1), ("千瓦时", "kWh", 1), ("度", "kWh", 1), ("辆", "vehicle", 1), ("克", "g", 1), ("公斤", "kg", 1),
    ];

    private static readonly string[] Joints = ["收费", "派息", "派发现金红利", "派发现金股利", "派发现金", "派现金红利", "派发", "派现", "派", "股息", "现金红利", "发售价", "作价", "售价", "售", "为", "仅", "约", "价格", "只要", "只需", "达", "高达", "低至", "降至", "定价", " ", "超", "近", "逾"];

    public static void Read(ReadOnlySpan<char> text, Quantity quantity)
    {
        if (quantity.Kind != FigureKind.Amount || quantity.HasRate || quantity.Unit is null)
        {
            return;
        }

        int end = SkipJoints(text, quantity.Start);
        int from = Math.Max(0, end - LookBack);
        int per = text[from..end].LastIndexOf('每');
        if (per < 0)
        {
            return;
        }

        if (DigitReader.Read(text[..end], from + per + 1) is { Value: > 0 } shares && text[shares.End..end] is "股")
        {
            Divide(quantity, "share", shares.Value);
            return;
        }

        var word = text[(from + per + 1)..end].Trim();
        foreach (var (name, unit, count) in Rates)
        {
            if (word.SequenceEqual(name))
            {
                Divide(quantity, unit, count);
                return;
            }
        }
    }

    private static void Divide(Quantity quantity, string unit, decimal count)
    {
        quantity.Unit = $"{quantity.Unit}/{unit}";
        quantity.UnitFactor /= count;
        quantity.Low /= count;
        quantity.High /= count;
        quantity.LastDigit /= count;
        quantity.HasRate = true;
    }

    private static int SkipJoints(ReadOnlySpan<char> text, int end)
    {
        bool moved = true;
        for (int step = 0; moved && step < 3; step++)
        {
            moved = false;
            foreach (string joint in Joints)
            {
                if (text[..end].EndsWith(joint))
                {
                    end -= joint.Length;
                    moved = true;
                }
            }
        }

        return end;
    }
}
