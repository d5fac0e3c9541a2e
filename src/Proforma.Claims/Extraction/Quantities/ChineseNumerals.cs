namespace Proforma.Claims.Extraction.Quantities;

/// <summary>Reads numbers in Chinese characters: 三亿五千万, 两千, 一百二十, 十五, 二〇二五, 百亿.</summary>
internal static class ChineseNumerals
{
    private const int Longest = 24;
    private const decimal Largest = 1e15m;

    public static int DigitOf(char c) => c switch
    {
        '零' => 0,
        '一' or '壹' => 1,
        '二' or '两' or '贰' => 2,
        '三' or '叁' => 3,
        '四' or '肆' => 4,
        '五' or '伍' => 5,
        '六' or '陆' => 6,
        '七' or '柒' => 7,
        '八' or '捌' => 8,
        '九' or '玖' => 9,
        _ => -1,
    };

    /// <summary>The power of ten of 十, 百, 千, 万, 亿, 兆 as a number; 0 for any other character.</summary>
    public static decimal ScaleOf(char c) => c switch
    {
        '十' or '拾' => 10,
        '百' or '佰' => 100,
        '千' or '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => 0,
    };

    public static bool IsNumeral(char c) => DigitOf(c) >= 0 || ScaleOf(c) > 0;

    /// <summary>The number at a position of folded text, or null. 多, 余 and 来 within it are kept as hedges.</summary>
    public static Magnitude? Read(ReadOnlySpan<char> text, int at)
    {
        var state = new State(text, at);
        return state.Read();
    }

    private ref struct State(ReadOnlySpan<char> text, int at)
    {
        private readonly ReadOnlySpan<char> text = text;
        private decimal total;
        private decimal section;
        private int digit = -1;
        private decimal lastScale = 1;
        private decimal lastDigit = 1;
        private bool zeroBefore;
        private bool more;
        private bool rough;
        private bool anyDigit;
        private int i = at;

        public Magnitude? Read()
        {
            int start = i;
            for (; i < text.Length && i - start < Longest; i++)
            {
                char c = text[i];
                int value = DigitOf(c);
                decimal scale = value >= 0 ? 0 : ScaleOf(c);
                if (value > 0 && digit > 0)
                {
                    // 七八百 is vague, and a row of digits is a year or a name: neither is a figure.
                    return null;
                }

                if (value >= 0)
                {
                    zeroBefore = value == 0;
                    digit = value > 0 ? value : digit;
                    anyDigit = true;
                }
                else if (scale > 0)
                {
                    if (total > Largest)
                    {
                        // 亿亿亿亿 is no number.
                        return null;
                    }

                    ApplyScale(scale);
                }
                else if (!IsHedgeInside(c))
                {
                    break;
                }
            }

            // 万一 and 百年 are words; a number begins with a digit, or is a scale alone (百亿), or with 十.
            bool word = anyDigit && i > start && DigitOf(text[start]) < 0 && text[start] is not ('十' or '拾');
            return i == start || word ? null : Finish();
        }

        private bool IsHedgeInside(char c)
        {
            bool inside = c is '多' or '余' or '来' or '几' && (section > 0 || total > 0) && digit < 0 && i + 1 < text.Length && ScaleOf(text[i + 1]) >= 10_000;
            more |= inside && c is '多' or '余';
            rough |= inside && c is '来' or '几';
            return inside;
        }

        private void ApplyScale(decimal scale)
        {
            decimal units = section + Math.Max(0, digit);
            if (scale < 10_000)
            {
                section += (digit > 0 ? digit : 1) * scale;
                lastDigit = scale;
            }
            else if (total > 0 && (total < scale || units == 0))
            {
                lastDigit = (units > 0 ? (digit > 0 ? 1 : lastDigit) : lastDigit) * scale;
                total = (total + units) * scale;
                section = 0;
            }
            else
            {
                lastDigit = (digit > 0 || units == 0 ? 1 : lastDigit) * scale;
                total += (units == 0 ? 1 : units) * scale;
                section = 0;
            }

            lastScale = scale;
            zeroBefore = false;
            digit = -1;
        }

        private readonly Magnitude? Finish()
        {
            decimal value = total + section;
            decimal last = lastDigit;
            if (digit > 0)
            {
                // 三亿五 and 两万三: the last digit counts in tenths of the scale before it.
                decimal unit = lastScale >= 100 && !zeroBefore && text[i - 2] != '零' ? lastScale / 10 : 1;
                value += digit * unit;
                last = unit;
            }

            return value > 1_000_000_000_000_000_000m
                ? null
                : new Magnitude(value, last, i) { Scale = total > 0 ? lastScale : 1, HasMore = more, IsRough = rough, IsScaleOnly = !anyDigit };
        }
    }
}
