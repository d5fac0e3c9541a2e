using System.Globalization;
using System.Text;

namespace Proforma.Reporting.Charts;

/// <summary>
/// The colours of charts: they keep apart for the common kinds of colour blindness (after Okabe and Ito, darkened so that text in them is
/// readable on white, lightened for dark pages).
/// </summary>
public static class ChartPalette
{
    /// <summary>The colour of the key's actual and forecast.</summary>
    internal const int Neutral = 6;

    private static readonly string[] s_light = ["#0b62a4", "#bf4f00", "#007a5e", "#a3508a", "#8a6500", "#2a78b5", "#5f6368"];
    private static readonly string[] s_dark = ["#62b0ec", "#f59a57", "#3fcaa3", "#e5a0cc", "#e6bd4d", "#9ad2f5", "#a9adb3"];

    /// <summary>The number of colours.</summary>
    public static int Count => Neutral;

    /// <summary>The rules for charts that follow the reader's light or dark mode by themselves: for a picture on its own.</summary>
    public static string StandaloneRules => Shapes(".pf") + Colors(".pf", isDark: false)
        + "@media (prefers-color-scheme:dark){.pf{background:#14161a}" + Colors(".pf", isDark: true) + "}";

    /// <summary>The rules for charts within a page whose root says `data-theme` where the reader has chosen; it is printed light.</summary>
    public static string PageRules() => Shapes(".pf") + Colors(".pf", isDark: false)
        + "@media screen and (prefers-color-scheme:dark){" + Colors(":root:not([data-theme=light]) .pf", isDark: true) + "}"
        + "@media screen{" + Colors(":root[data-theme=dark] .pf", isDark: true) + "}";

    private static string Shapes(string at) =>
        at + "{font-family:" + FontStack + "}"
        + at + " text{fill:#22262b}" + at + " .pt{font-weight:600}" + at + " .pv{font-variant-numeric:tabular-nums}"
        + at + " .pg{stroke:#e3e5e8;stroke-width:1}" + at + " .pa{stroke:#70757c;stroke-width:1}"
        + at + " .pc{stroke:#70757c;stroke-width:1;stroke-dasharray:2 2}" + at + " .pn{stroke:#70757c;stroke-width:1;stroke-dasharray:3 3}"
        + at + " path{fill:none}" + at + " .ha{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}";

    /// <summary>The fonts of charts and tables; Latin before Chinese.</summary>
    internal const string FontStack =
        "Inter,\"Helvetica Neue\",Arial,\"Liberation Sans\",\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",\"Source Han Sans SC\",sans-serif";

    private static string Colors(string at, bool isDark)
    {
        var colors = isDark ? s_dark : s_light;
        var rules = new StringBuilder();
        if (isDark)
        {
            rules.Append(CultureInfo.InvariantCulture,
                $"{at} text{{fill:#e4e6ea}}{at} .pg{{stroke:#30343a}}{at} .ps,{at} .px{{fill:#a9adb3}}{at} .ha{{stroke:#14161a}}");
        }
        else
        {
            rules.Append(CultureInfo.InvariantCulture, $"{at} .ps,{at} .px{{fill:#575c63}}");
        }

        for (var i = 0; i < colors.Length; i++)
        {
            rules.Append(CultureInfo.InvariantCulture,
                $"{at} .f{i}{{fill:{colors[i]}}}{at} .t{i}{{fill:{colors[i]}}}{at} .b{i}{{fill:{colors[i]};fill-opacity:.18}}");
            rules.Append(CultureInfo.InvariantCulture, $"{at} .l{i}{{stroke:{colors[i]};stroke-width:2.25;fill:none;stroke-linejoin:round}}");
            rules.Append(CultureInfo.InvariantCulture,
                $"{at} .w{i}{{stroke:{colors[i]};stroke-width:2}}{at} .n{i}{{stroke:{colors[i]}}}{at} .h{i}{{stroke:{colors[i]};stroke-width:2.4}}");
            rules.Append(CultureInfo.InvariantCulture,
                $"{at} .k{i}{{fill:{colors[i]};fill-opacity:.16}}{at} .o{i}{{stroke:{colors[i]};stroke-width:1.2}}");
        }

        rules.Append(CultureInfo.InvariantCulture, $"{at} .fc{{stroke-dasharray:5 4}}");
        return rules.ToString();
    }
}
