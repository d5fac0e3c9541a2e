using System.Collections.Immutable;

namespace Proforma.Reporting.Charts;

/// <summary>Collects the shapes and texts of a chart; texts that would touch one another are not placed.</summary>
internal sealed class SceneBuilder
{
    public const double LabelSize = 12, SmallSize = 11;

    private readonly List<SceneItem> _items = [];
    private readonly List<SceneText> _texts = [];
    private readonly List<SceneSpot> _spots = [];
    private int _back;

    public void Add(SceneItem item)
    {
        _items.Add(item);
        if (item is SceneText text)
        {
            _texts.Add(text);
        }
    }

    /// <summary>What is added behind from now on lies over all that is there so far.</summary>
    public void MarkBack() => _back = _items.Count;

    /// <summary>Adds a shape below everything since <see cref="MarkBack"/>: a line that texts stand over.</summary>
    public void AddBehind(SceneItem item) => _items.Insert(_back++, item);

    public void Add(SceneSpot spot) => _spots.Add(spot);

    /// <summary>Places a text where it touches no other and stays inside of the picture; false where it cannot.</summary>
    public bool TryAdd(SceneText text, double width)
    {
        var box = text.Box;
        if (box.Left < 0 || box.Right > width || box.Top < 0 || _texts.Exists(text.Overlaps))
        {
            return false;
        }

        Add(text);
        return true;
    }

    public Scene Build(double width, double height) => new(width, height, [.. _items], [.. _spots]);

    /// <summary>The title and what is measured, each in as many lines as it needs.</summary>
    /// <returns>Where the rest begins.</returns>
    public double Heading(Chart chart, double width)
    {
        const double titleSize = 16;
        var y = 20.0;
        foreach (var line in TextWidth.Wrap(chart.Title, titleSize, (width - 8) / 1.06))
        {
            Add(new SceneText("pt", 2, y, line, titleSize, TextAnchor.Start) { IsBold = true });
            y += 21;
        }

        foreach (var line in TextWidth.Wrap(chart.Subtitle, LabelSize, width - 8))
        {
            Add(new SceneText("ps", 2, y, line, LabelSize, TextAnchor.Start));
            y += 17;
        }

        return y;
    }

    /// <summary>The remark below the picture.</summary>
    /// <returns>Where it ends.</returns>
    public double Footing(Chart chart, double width, double y)
    {
        if (chart.Note.Length == 0)
        {
            return y;
        }

        foreach (var line in TextWidth.Wrap(chart.Note, SmallSize, width - 8))
        {
            y += 16;
            Add(new SceneText("ps", 2, y, line, SmallSize, TextAnchor.Start));
        }

        return y + 6;
    }

    /// <summary>The key: one swatch and name after another, wrapped to the width.</summary>
    /// <returns>Where the rest begins.</returns>
    public double Legend(ImmutableArray<LegendEntry> entries, double width, double y)
    {
        var x = 2.0;
        var row = y + 8;
        foreach (var entry in entries)
        {
            var label = TextWidth.Fit(entry.Label, LabelSize, width - 40);
            var needed = 22 + TextWidth.Of(label, LabelSize) + 14;
            if (x > 2 && x + needed > width)
            {
                x = 2;
                row += 19;
            }

            Swatch(entry, x, row);
            Add(new SceneText("pl", x + 21, row + 4, label, LabelSize, TextAnchor.Start) { Track = entry.Track });
            x += needed;
        }

        return entries.IsEmpty ? y : row + 14;
    }

    private void Swatch(LegendEntry entry, double x, double y)
    {
        switch (entry.Shape)
        {
            case SeriesShape.Line:
                Add(new SceneLine($"l{entry.Color}{(entry.IsForecast ? " fc" : "")}", x, y, x + 16, y) { Track = entry.Track });
                break;
            case SeriesShape.Interval:
                Add(new SceneLine($"w{entry.Color}", x + 8, y - 7, x + 8, y + 7) { Track = entry.Track });
                Add(new SceneDot($"f{entry.Color}", x + 8, y, 3.5) { Track = entry.Track });
                break;
            case SeriesShape.Band:
                Add(new SceneRect($"b{entry.Color}", x, y - 6, 16, 12) { Track = entry.Track });
                break;
            default:
                Add(new SceneRect($"f{entry.Color}", x, y - 6, 14, 12) { Track = entry.Track, IsHatched = entry.IsForecast });
                break;
        }
    }
}

/// <summary>An entry of the key.</summary>
internal sealed record LegendEntry(string Label, SeriesShape Shape, int Color, string Track, bool IsForecast);
