using System.Diagnostics;
using System.Globalization;

namespace Proforma.Bench;

/// <summary>The times of one measurement, repeated.</summary>
internal sealed class Samples
{
    private readonly List<double> _seconds = [];

    /// <summary>The middle time, in seconds.</summary>
    public double Median => _seconds.Order().ElementAt(_seconds.Count / 2);

    /// <summary>The shortest time, in seconds.</summary>
    public double Best => _seconds.Min();

    public void Add(double seconds) => _seconds.Add(seconds);

    /// <summary>Does something and keeps how long it took.</summary>
    public T Take<T>(Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        var result = work();
        _seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        return result;
    }

    /// <summary>This median as a multiple of another one, in words.</summary>
    public string Over(Samples other, string name) => string.Create(CultureInfo.InvariantCulture, $"{Median / other.Median:F2} × {name}");
}
