using System.Globalization;
using System.Text;

namespace Proforma.Reporting.Charts;

/// <summary>Writes charts as SVG.</summary>
public static class SvgWriter
{
    /// <summary>A picture on its own: with its title, its colours for light and dark, and its words for screen readers.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="width">In CSS pixels, at least 280.</param>
    public static string Standalone(Chart chart, double width = 720)
    {
        var scene = ChartLayout.Of(chart, Math.Max(280, width), hasHeading: true);
        var svg = new StringBuilder();
        Open(svg, chart, scene, "c", " width=\"" + N(scene.Width) + "\" height=\"" + N(scene.Height) + "\"");
        svg.Append("<style>").Append(Escaped(ChartPalette.StandaloneRules)).Append("</style>\n");
        Body(svg, scene, "c", isInteractive: false);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>A picture within a page that brings its style, title and units.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="id">An identifier that is unique in the page.</param>
    /// <param name="width">In CSS pixels.</param>
    internal static string Inline(Chart chart, string id, double width)
    {
        var scene = ChartLayout.Of(chart, width, hasHeading: false);
        var svg = new StringBuilder();
        Open(svg, chart, scene, id, "");
        Body(svg, scene, id, isInteractive: true);
        return svg.Append("</svg>").ToString();
    }

    private static void Open(StringBuilder svg, Chart chart, Scene scene, string id, string size)
    {
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"pf\" viewBox=\"0 0 {N(scene.Width)} {N(scene.Height)}\"{size} role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"{id}-t\">{Escaped(chart.Title)}</title>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<desc id=\"{id}-d\">{Escaped(chart.Subtitle + ". " + chart.Description)}</desc>\n");
    }

    private static void Body(StringBuilder svg, Scene scene, string id, bool isInteractive)
    {
        Patterns(svg, scene, id);
        foreach (var item in scene.Items)
        {
            Write(svg, item, id, hasHints: !isInteractive);
        }

        if (isInteractive)
        {
            Spots(svg, scene);
        }
    }

    private static void Patterns(StringBuilder svg, Scene scene, string id)
    {
        var hatched = scene.Items.OfType<SceneRect>().Where(static r => r.IsHatched).Select(static r =>
            r.Class[1..]).Distinct().Order(StringComparer.Ordinal).ToList();
        if (hatched.Count == 0)
        {
            return;
        }

        svg.Append("<defs>");
        foreach (var color in hatched)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"<pattern id=\"{id}-h{color}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"k{color}\" width=\"6\" height=\"6\"/><line class=\"h{color}\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/></pattern>");
        }

        svg.Append("</defs>\n");
    }

    private static void Write(StringBuilder svg, SceneItem item, string id, bool hasHints)
    {
        var track = item.Track is { Length: > 0 } name ? $" data-track=\"{Escaped(name)}\"" : "";
        switch (item)
        {
            case SceneRect rect:
                var color = rect.Class[1..];
                var look = rect.IsHatched ? $"class=\"o{color}\" fill=\"url(#{id}-h{color})\"" : $"class=\"{rect.Class}\"";
                Closed(svg, $"<rect {look} x=\"{N(rect.X)}\" y=\"{N(rect.Y)}\" width=\"{N(rect.Width)}\" height=\"{N(rect.Height)}\"{track}", "rect",
                    hasHints ? rect.Hint : "");
                break;
            case SceneDot dot:
                Closed(svg, $"<circle class=\"{dot.Class}\" cx=\"{N(dot.X)}\" cy=\"{N(dot.Y)}\" r=\"{N(dot.Radius)}\"{track}", "circle", hasHints
                    ? dot.Hint : "");
                break;
            case SceneLine line:
                Closed(svg, $"<line class=\"{line.Class}\" x1=\"{N(line.X1)}\" y1=\"{N(line.Y1)}\" x2=\"{N(line.X2)}\" y2=\"{N(line.Y2)}\"{track}",
                    "line", "");
                break;
            case ScenePath path:
                var places = string.Join('L', path.Points.Select(static p => $"{N(p.X)} {N(p.Y)}"));
                Closed(svg, $"<path class=\"{path.Class}\" d=\"M{places}{(path.IsClosed ? "Z" : "")}\"{track}", "path", "");
                break;
            case SceneText text:
                var anchor = text.Anchor switch { TextAnchor.Start => "", TextAnchor.Middle => " text-anchor=\"middle\"",
                    _ => " text-anchor=\"end\"" };
                svg.Append(CultureInfo.InvariantCulture,
                    $"<text class=\"{text.Class}\" x=\"{N(text.X)}\" y=\"{N(text.Y)}\" font-size=\"{N(text.Size)}\"{anchor}{track}>{Escaped(TrueMinus(text.Text))}</text>\n");
                break;
        }
    }

    private static void Closed(StringBuilder svg, string start, string name, string hint) =>
        svg.Append(start).Append(hint.Length == 0 ? "/>\n" : $"><title>{Escaped(hint)}</title></{name}>\n");

    private static void Spots(StringBuilder svg, Scene scene)
    {
        foreach (var spot in scene.Spots)
        {
            var values = string.Join('\u001e',
                spot.Values.Select(static v => string.Join('\u001f', v.Color.ToString(CultureInfo.InvariantCulture), v.Label, v.Text, v.Track)));
            svg.Append(CultureInfo.InvariantCulture,
                $"<rect class=\"hit\" x=\"{N(spot.X)}\" y=\"{N(spot.Y)}\" width=\"{N(spot.Width)}\" height=\"{N(spot.Height)}\" data-n=\"{Escaped(spot.Title)}\" data-v=\"{Escaped(values, keepsMarks: true)}\"/>\n");
        }
    }

    private static string N(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private static string TrueMinus(string text) => text.Length > 1 && text[0] == '-' && char.IsDigit(text[1]) ? "\u2212" + text[1..] : text;

    /// <summary>Text that cannot leave its place in XML; characters that XML does not have become blanks.</summary>
    internal static string Escaped(string text, bool keepsMarks = false)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': safe.Append("&amp;"); break;
                case '<': safe.Append("&lt;"); break;
                case '>': safe.Append("&gt;"); break;
                case '"': safe.Append("&quot;"); break;
                case '\'': safe.Append("&#39;"); break;
                case 0x1E or 0x1F when keepsMarks: safe.Append(rune.Value == 0x1E ? '\u2028' : '\u2029'); break;
                case < 0x20 or 0x7F or 0x2028 or 0x2029 or 0xFFFE or 0xFFFF: safe.Append(' '); break;
                default: safe.Append(rune.ToString()); break;
            }
        }

        return safe.ToString();
    }
}
