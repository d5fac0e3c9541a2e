using System.Globalization;
using Proforma.Engine.Simulation;

namespace Proforma.Cli.Rendering;

/// <summary>A bar on standard error that shows how far a simulation is; nothing where that is no terminal.</summary>
/// <param name="terminal">Where it prints.</param>
/// <param name="clock">Tells the time that passed.</param>
internal sealed class ProgressBar(Terminal terminal, TimeProvider clock) : IProgress<SimulationProgress>, IDisposable
{
    private const int MostColumns = 40;
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(300);

    private readonly long _start = clock.GetTimestamp();
    private bool _isShown;

    /// <summary>Trials of earlier parts of the same simulation.</summary>
    public long Before { get; set; }

    /// <summary>All trials of the simulation.</summary>
    public long Asked { get; init; }

    public void Report(SimulationProgress value)
    {
        var passed = clock.GetElapsedTime(_start);

        // What is over in a moment needs no bar.
        if (!terminal.IsErrorTerminal || (passed < s_quiet && !_isShown))
        {
            return;
        }

        _isShown = true;
        terminal.Error.Write("\r" + LineOf(Before + value.TrialsDone, Asked, passed, terminal.Width) + "\e[K");
        terminal.Error.Flush();
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        if (_isShown)
        {
            terminal.Error.Write("\r\e[K");
            terminal.Error.Flush();
        }
    }

    /// <summary>`████▌      45%  450,000 of 1,000,000 trials  2.1M/s  0:03 left`.</summary>
    internal static string LineOf(long done, long asked, TimeSpan passed, int width)
    {
        var share = asked == 0 ? 1 : Math.Clamp((double)done / asked, 0, 1);
        var perSecond = passed.TotalSeconds > 0 ? done / passed.TotalSeconds : 0;
        var left = share > 0 ? TimeSpan.FromSeconds(Math.Min(passed.TotalSeconds * (1 - share) / share, 8.6e9)) : TimeSpan.Zero;
        var text = string.Create(CultureInfo.InvariantCulture,
            $" {share * 100,3:0}%  {done:N0} of {asked:N0} trials  {Short(perSecond)}/s  {Duration(left)} left");
        var columns = Math.Clamp(width - text.Length - 1, 0, MostColumns);
        return (Bar(share, columns) + text)[..Math.Min(columns + text.Length, Math.Max(1, width - 1))];
    }

    private static string Bar(double share, int columns)
    {
        const string parts = " ▏▎▍▌▋▊▉";
        var eighths = (int)(share * columns * 8);
        var bar = new string('█', eighths / 8) + (eighths % 8 > 0 ? parts[eighths % 8] : "");
        return bar.PadRight(columns);
    }

    private static string Short(double number) => number switch
    {
        >= 1e9 => (number / 1e9).ToString("0.0", CultureInfo.InvariantCulture) + "B",
        >= 1e6 => (number / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + "M",
        >= 1e3 => (number / 1e3).ToString("0", CultureInfo.InvariantCulture) + "K",
        _ => number.ToString("0", CultureInfo.InvariantCulture),
    };

    private static string Duration(TimeSpan time) => time.TotalDays >= 1 ? $"{time.TotalDays.ToString("N0", CultureInfo.InvariantCulture)} days"
        : time.TotalHours >= 1 ? time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
