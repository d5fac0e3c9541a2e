using System.Diagnostics;
using System.Globalization;

namespace Proforma.Bench;

/// <summary>The times of one measurement, repeated.</summary>
internal sealed class Samples
{
    private readonly List<double> _seconds = [];
    private readonly List<double> _processor = [];

    /// <summary>The middle time, in seconds.</summary>
    public double Median => Middle(_seconds);

    /// <summary>The middle processor time of all threads, in seconds: what other work on the machine changes least. Null when not measured.</summary>
    public double? Processor => _processor.Count == 0 ? null : Middle(_processor);

    /// <summary>The shortest time, in seconds.</summary>
    public double Best => _seconds.Min();

    public void Add(double seconds) => _seconds.Add(seconds);

    /// <summary>A measurement of another process, with its processor time.</summary>
    public void Add(double seconds, double processor)
    {
        _seconds.Add(seconds);
        _processor.Add(processor);
    }

    /// <summary>Does something and keeps how long it took.</summary>
    public T Take<T>(Func<T> work)
    {
        var busy = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var result = work();
        _seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        _processor.Add((Environment.CpuUsage.TotalTime - busy).TotalSeconds);
        return result;
    }

    /// <summary>This median as a multiple of another one, in words.</summary>
    public string Over(Samples other, string name) => string.Create(CultureInfo.InvariantCulture, $"{Median / other.Median:F2} × {name}");

    private static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
