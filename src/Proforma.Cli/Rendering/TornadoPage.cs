using Proforma.Reporting.Numbers;
using Proforma.Reporting.Sensitivity;
using Proforma.Reporting.Tables;

namespace Proforma.Cli.Rendering;

/// <summary>A tornado as text: ▒ the figure with a driver at its low end, █ at its high end, │ as it is.</summary>
internal sealed class TornadoPage(TextWriter writer, Palette palette, int width, ReportLanguage language)
{
    private const int LeastBar = 16, MostBar = 60, LeastLabel = 20, MostLabel = 44;

    public void Write(TornadoTable table)
    {
        var chinese = language == ReportLanguage.Chinese;
        writer.WriteLine(palette.Bold(DisplayWidth.Clean(table.Title)));
        writer.WriteLine(palette.Dim(table.Subtitle));
        writer.WriteLine();
        if (table.Bars.IsEmpty)
        {
            writer.WriteLine(chinese ? "没有输入影响它。" : "No driver moves it.");
        }
        else
        {
            WriteBars(table, chinese);
        }

        writer.WriteLine();
        foreach (var note in table.Notes)
        {
            writer.WriteLine(palette.Dim(note));
        }
    }

    private void WriteBars(TornadoTable table, bool chinese)
    {
        string[] headings = chinese ? ["输入", "范围", "低", "高", "每 +1%"] : ["Driver", "range", "at low", "at high", "per +1%"];
        int Widest(string heading, Func<TornadoRow, string> text) =>
            Math.Max(DisplayWidth.Of(heading), table.Bars.Max(b => DisplayWidth.Of(text(b))));
        var (ends, low, high, percent) = (Widest(headings[1], static b => b.Ends), Widest(headings[2], static b => b.AtLow),
            Widest(headings[3], static b => b.AtHigh), Widest(headings[4], static b => b.PerPercent));
        var label = Math.Clamp(Widest(headings[0], static b => b.Label), LeastLabel, MostLabel);

        // Where there is little room the range goes first, then the derivative, then the labels are cut.
        int Left(int other) => width - low - high - 4 - other;
        var hasEnds = Left(label + ends + 2 + percent + 2) - 2 >= LeastBar;
        var hasPercent = hasEnds || Left(label + percent + 2) - 2 >= LeastBar;
        var sides = (hasEnds ? ends + 2 : 0) + (hasPercent ? percent + 2 : 0);
        label = Math.Min(label, Math.Max(LeastLabel, Left(sides) - 2 - LeastBar));
        var bar = Math.Clamp(Left(label + sides) - 2, LeastBar, MostBar);
        string Line(string name, string range, string atLow, string strip, string atHigh, string per) =>
            (DisplayWidth.PadEnd(DisplayWidth.Fit(name, label), label) + (hasEnds ? "  " + DisplayWidth.PadEnd(range, ends) : "") + "  "
                + DisplayWidth.PadStart(atLow, low)
            + "  " + strip + "  " + DisplayWidth.PadEnd(atHigh, high) + (hasPercent ? "  " + DisplayWidth.PadStart(per, percent) : "")).TrimEnd();

        writer.WriteLine(palette.Dim(Line(headings[0], headings[1], headings[2],
            DisplayWidth.PadEnd(chinese ? "▒ 低 █ 高" : "▒ at low  █ at high", bar), headings[3], headings[4])));
        foreach (var row in table.Bars)
        {
            writer.WriteLine(Line(row.Label, row.Ends, row.AtLow, Bar(row, table.Start, bar), row.AtHigh, row.PerPercent));
        }
    }

    private static string Bar(TornadoRow row, double start, int width)
    {
        var strip = new char[width];
        Array.Fill(strip, ' ');
        int At(double share) => Math.Clamp((int)Math.Round(share * (width - 1)), 0, width - 1);
        void Fill(double to, char with)
        {
            for (var i = Math.Min(At(start), At(to)); i <= Math.Max(At(start), At(to)); i++)
            {
                strip[i] = with;
            }
        }

        // The longer side first, so that the shorter one shows where both lie on the same side.
        var lowFirst = Math.Abs(row.Low - start) >= Math.Abs(row.High - start);
        Fill(lowFirst ? row.Low : row.High, lowFirst ? '▒' : '█');
        Fill(lowFirst ? row.High : row.Low, lowFirst ? '█' : '▒');
        strip[At(start)] = '│';
        return new string(strip);
    }
}
