using System.Collections.Immutable;

namespace Proforma.Reporting.Charts;

/// <summary>A chart that has been laid out: shapes and texts with their places, ready to be written.</summary>
/// <param name="Width">In CSS pixels.</param>
/// <param name="Height">In CSS pixels.</param>
/// <param name="Items">From back to front.</param>
/// <param name="Spots">Where a pointer or the keyboard finds values, from left to right or top to bottom.</param>
internal sealed record Scene(double Width, double Height, ImmutableArray<SceneItem> Items, ImmutableArray<SceneSpot> Spots);

/// <summary>A shape or text. Colours are classes, so that a style sheet can change them with the reader's mode.</summary>
/// <param name="Class">Its class in the style sheet.</param>
internal abstract record SceneItem(string Class)
{
    /// <summary>The track that it belongs to, or empty.</summary>
    public string Track { get; init; } = "";
}

internal sealed record SceneRect(string Class, double X, double Y, double Width, double Height) : SceneItem(Class)
{
    /// <summary>Planned, so hatched.</summary>
    public bool IsHatched { get; init; }

    /// <summary>What it shows, for whoever points at it.</summary>
    public string Hint { get; init; } = "";
}

internal sealed record SceneLine(string Class, double X1, double Y1, double X2, double Y2) : SceneItem(Class);

internal sealed record ScenePath(string Class, ImmutableArray<(double X, double Y)> Points, bool IsClosed) : SceneItem(Class);

internal sealed record SceneDot(string Class, double X, double Y, double Radius) : SceneItem(Class)
{
    public string Hint { get; init; } = "";
}

/// <summary>Where a text begins, is centred, or ends.</summary>
internal enum TextAnchor
{
    Start,
    Middle,
    End,
}

internal sealed record SceneText(string Class, double X, double Y, string Text, double Size, TextAnchor Anchor) : SceneItem(Class)
{
    public bool IsBold { get; init; }

    /// <summary>The rectangle that it takes: left, top, right, bottom.</summary>
    public (double Left, double Top, double Right, double Bottom) Box
    {
        get
        {
            var width = TextWidth.Of(Text, Size) * (IsBold ? 1.06 : 1);
            var left = Anchor switch { TextAnchor.Start => X, TextAnchor.Middle => X - (width / 2), _ => X - width };
            return (left, Y - (Size * 0.8), left + width, Y + (Size * 0.22));
        }
    }

    /// <summary>True when the two would touch.</summary>
    public bool Overlaps(SceneText other)
    {
        var (a, b) = (Box, other.Box);
        return a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;
    }
}

/// <summary>A place to point at.</summary>
/// <param name="X">Left.</param>
/// <param name="Y">Top.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Title">What all its values have in common: a period, a driver.</param>
/// <param name="Values">Colour, label, value and track of each.</param>
internal sealed record SceneSpot(double X, double Y, double Width, double Height, string Title, ImmutableArray<SpotValue> Values);

/// <summary>One value of a spot.</summary>
internal sealed record SpotValue(int Color, string Label, string Text, string Track);
