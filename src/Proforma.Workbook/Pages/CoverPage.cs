using System.Globalization;
using Proforma.Model.Program;
using Proforma.Workbook.Formulas;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Pages;

/// <summary>The cover: the selector of tracks, the state of the checks, how to use the workbook, and what is in it as values.</summary>
internal sealed class CoverPage
{
    private const int Label = 1, Value = 2, Text = 3;

    private readonly Book _book;
    private readonly Sheet _sheet;
    private readonly GridRow? _checks;

    /// <summary>Makes the cover as far as formulas need it: the cell with the selected track.</summary>
    public CoverPage(Book book)
    {
        _book = book;
        _sheet = book.AddSheet(book.Words.Cover, null, SheetOrder.Cover);
        _sheet.Widths.AddRange([26, 34, 76]);
        _sheet.IsLandscape = false;
        _sheet.TabColor = "1F3864";
        var title = _sheet.Add();
        title.Height = 30;
        title[Label] = SheetCell.OfText(book.Program.Title, new CellStyle(CellRole.Title));
        _sheet.Add()[Label] = SheetCell.OfText(
            book.Words.Of("A live workbook of a plan, written by Proforma", "计划的动态工作簿，由 Proforma 生成"), new CellStyle(CellRole.Subtitle));
        AddSelector();
        _checks = book.Program.Slots.Any(static s => s.Role == SlotRole.Check) ? _sheet.Add() : null;
    }

    /// <summary>Writes the rest, when all sheets are known.</summary>
    public void Finish(ChecksPage checks)
    {
        WriteChecks(checks);
        Heading(_book.Words.Of("How to use it", "使用方法"));
        foreach (var line in Guide())
        {
            Paragraph(line);
        }

        WriteContents();
        WriteLegend();
        Heading(_book.Words.Of("What is here as values", "以数值而非公式导出的内容"));
        foreach (var line in NotLive())
        {
            Paragraph(line);
        }
    }

    private void AddSelector()
    {
        var tracks = _book.Program.TrackAxes[0].Tracks;
        if (!_book.Tracks.HasChoice(0))
        {
            return;
        }

        var labels = tracks.Select(static t => t.Label).Distinct(StringComparer.OrdinalIgnoreCase).Count() == tracks.Length
            ? tracks.Select(static t => t.Label).ToList()
            : tracks.Select(static t => t.Name).ToList();
        var select = _sheet.Add(gap: 1);
        select.Height = 22;
        var number = _sheet.Add();
        var heads = _sheet.Add(gap: 1);
        var first = heads.Number + 1;
        var last = heads.Number + tracks.Length;
        select[Label] = SheetCell.OfText(_book.Words.Of("Selected track", "所选轨道"), new CellStyle(CellRole.WrappedBold));
        select[Value] = SheetCell.OfText(labels[_book.Tracks.Selected], new CellStyle(CellRole.Selector));
        select[Text] = SheetCell.OfText(_book.Words.Of("← choose here; every sheet follows", "← 在此选择，所有工作表随之变化"), new CellStyle(CellRole.Muted));
        number[Label] = SheetCell.OfText(_book.Words.Of("Its number", "编号"), new CellStyle(CellRole.Muted));
        var chosen = CellAddress.Absolute(Value, select.Number);
        number[Value] = SheetCell.Formula(
            string.Create(CultureInfo.InvariantCulture, $"SUMPRODUCT(($B${first}:$B${last}={chosen})*$A${first}:$A${last})"),
            Model.Runs.CellValue.Of(_book.Tracks.Selected + 1), new CellStyle(CellRole.Formula, "0"));
        _sheet.Choice = (CellAddress.Of(Value, select.Number), $"$B${first}:$B${last}");
        _book.TrackLabelName = _book.RangeNames.Add("Track_name", _sheet.Reference + chosen);
        _book.Tracks.Names[0] = _book.RangeNames.Add("Track", _sheet.Reference + CellAddress.Absolute(Value, number.Number));
        heads[Label] = SheetCell.OfText(_book.Words.Of("No.", "编号"), new CellStyle(CellRole.Header));
        heads[Value] = SheetCell.OfText(_book.Words.TrackHead, new CellStyle(CellRole.Header));
        heads[Text] = SheetCell.OfText(_book.Words.Of("Name in the plan", "计划中的名称"), new CellStyle(CellRole.Header));
        for (var track = 0; track < tracks.Length; track++)
        {
            var row = _sheet.Add();
            row[Label] = SheetCell.Number(track + 1, new CellStyle(CellRole.Check, "0"));
            row[Value] = SheetCell.OfText(labels[track], new CellStyle(CellRole.Label));
            row[Text] = SheetCell.OfText(Described(tracks, track), new CellStyle(CellRole.Muted));
        }

        AddOtherSelectors();
    }

    private string Described(System.Collections.Immutable.ImmutableArray<Track> tracks, int track)
    {
        var parent = tracks[track].Parent >= 0 ? _book.Words.Of($", from {tracks[tracks[track].Parent].Name}",
            $"，源自 {tracks[tracks[track].Parent].Name}") : "";
        var weight = tracks[track].Weight is { } w
            ? _book.Words.Of(", weight ", "，权重 ") + w.ToString("0.##%", CultureInfo.InvariantCulture) : "";
        return tracks[track].Name + parent + weight;
    }

    // A used plan shows the track of the same name.
    private void AddOtherSelectors()
    {
        for (var axis = 1; axis < _book.Program.TrackAxes.Length; axis++)
        {
            if (!_book.Tracks.HasChoice(axis))
            {
                continue;
            }

            var entity = _book.Program.TrackAxes[axis].Entity;
            var row = _sheet.Add();
            row[Label] = SheetCell.OfText(_book.Words.Of($"Track of {entity}", $"{entity} 的轨道"), new CellStyle(CellRole.Muted));
            var map = _book.Tracks.Map(axis);
            row[Value] = SheetCell.Formula(
                $"CHOOSE({_book.Tracks.Names[0]},{string.Join(',', map.Select(static t => (t + 1).ToString(CultureInfo.InvariantCulture)))})",
                Model.Runs.CellValue.Of(map[_book.Tracks.Selected] + 1), new CellStyle(CellRole.Formula, "0"));
            _book.Tracks.Names[axis] = _book.RangeNames.Add($"Track_{entity}", _sheet.Reference + CellAddress.Absolute(Value, row.Number));
        }
    }

    private void WriteChecks(ChecksPage checks)
    {
        if (_checks is null)
        {
            return;
        }

        _checks[Label] = SheetCell.OfText(_book.Words.ChecksTitle, new CellStyle(CellRole.WrappedBold));
        if (checks.Results.Count > 0)
        {
            var (formula, shown) = checks.Overall(_book);
            _checks[Value] = SheetCell.TextFormula(formula, shown, new CellStyle(CellRole.Check));
            var cell = CellAddress.Of(Value, _checks.Number);
            _sheet.Alarms.Add($"{cell}:{cell}");
        }
    }

    private void WriteContents()
    {
        Heading(_book.Words.Of("Sheets", "工作表"));
        foreach (var sheet in _book.Sheets.Where(s => s != _sheet).OrderBy(static s => s.Order))
        {
            var row = _sheet.Add();
            row[Label] = SheetCell.OfText(sheet.Name, new CellStyle(CellRole.Hyperlink));
            _sheet.Links.Add((CellAddress.Of(Label, row.Number), sheet.Reference + "A1"));
            if (sheet.Rows.Count > 3)
            {
                var hint = sheet.Order == SheetOrder.Sources ? "" : sheet.Rows[3][Sheet.LabelColumn].Text;
                row[Value] = SheetCell.OfText(sheet.Rows[0][Sheet.LabelColumn].Text, new CellStyle(CellRole.Label));
                row[Text] = SheetCell.OfText(hint, new CellStyle(CellRole.Wrapped));
                row.Height = 15 * Math.Max(1, Math.Ceiling(Reporting.Tables.DisplayWidth.Of(hint) / 74.0));
            }
        }
    }

    private void WriteLegend()
    {
        Heading(_book.Words.Of("Colours and signs", "颜色与符号"));
        Legend(SheetCell.Number(1234, new CellStyle(CellRole.Input, "#,##0")), _book.Words.Of("typed: change it", "输入：可修改"));
        Legend(SheetCell.Number(1234, new CellStyle(CellRole.Formula, "#,##0")), _book.Words.Of("computed", "计算"));
        Legend(SheetCell.Number(1234, new CellStyle(CellRole.Link, "#,##0")), _book.Words.Of("taken from the inputs, such as reported history",
            "取自输入，如历史实际数"));
        Legend(SheetCell.Number(1234, new CellStyle(CellRole.Frozen, "#,##0")), _book.Words.Of("a value: no formula stands behind it", "数值：没有公式"));
        Legend(SheetCell.OfText("", new CellStyle(CellRole.Formula)), _book.Words.Of(
            "empty: no clause of the plan applies; sums skip it, other formulas are empty too", "空：计划中没有适用的条款；求和时跳过，其他公式同样为空"));
        Legend(SheetCell.OfText("#N/A", new CellStyle(CellRole.Formula)), _book.Words.Of(
            "unknown: an amount that nobody gave; what depends on it is unknown and never zero", "未知：无人给出的数额；依赖它的结果同样未知，绝不为零"));
        Legend(SheetCell.OfText("#DIV/0!", new CellStyle(CellRole.Formula)), _book.Words.Of(
            "any other error value: the formula has no result", "其他错误值：公式没有结果"));
    }

    private void Legend(SheetCell sample, string meaning)
    {
        var row = _sheet.Add();
        row[Label] = sample;
        row[Value] = SheetCell.OfText(meaning, new CellStyle(CellRole.Label));
    }

    private IEnumerable<string> Guide()
    {
        var words = _book.Words;
        if (_book.Tracks.HasChoice(0))
        {
            yield return words.Of(
                "Choose a track above. Statements, key figures, checks and charts made from them follow at once.",
                "在上方选择轨道，报表、关键指标和检查随即更新。");
        }

        yield return words.Of(
            "Type over blue figures on yellow to see what follows. Black figures are formulas. The plan itself stays as it is.",
            "修改黄底蓝字的输入即可看到结果。黑色数字为公式。计划本身不受影响。");
        yield return words.Of(
            "To leave a figure open, type =NA(); an emptied cell is not a zero of the plan.", "若要保留未知数，请输入 =NA()；清空单元格并不等于计划中的零。");
        yield return words.Of(
            "A mark in the corner of a label holds its source, quote, assumption or formula.", "标签右上角的批注载有来源、原文、假设或公式。");
    }

    private IEnumerable<string> NotLive()
    {
        var words = _book.Words;
        var circular = _book.Frozen.Where(_book.IsCut).ToList();
        var other = _book.Frozen.Where(s => !_book.IsCut(s)).ToList();
        if (circular.Count > 0)
        {
            yield return words.Of("Circles within a period, which the engine solves, are cut at: ", "期内循环引用由引擎求解，在此处断开：") + Named(circular);
        }

        if (other.Count > 0)
        {
            yield return words.Of("Figures that no formula of a spreadsheet states: ", "电子表格公式无法表达的数字：") + Named(other);
        }

        if (_book.Program.Uncertainties.Length > 0)
        {
            yield return words.Of(
                "Distributions of uncertain inputs: the workbook has their points, a simulation runs in Proforma alone. ",
                "不确定输入的分布：工作簿只含点估计，模拟只在 Proforma 中运行。") + Named([.. _book.Program.Uncertainties.Select(static u => u.Slot).Distinct()]);
        }

        if (circular.Count + other.Count + _book.Program.Uncertainties.Length == 0)
        {
            yield return words.Of("Nothing: every figure is typed or computed by a formula.", "无：所有数字均为输入或由公式计算。");
        }
        else if (_book.Tracks.HasChoice(0))
        {
            yield return words.Of("Values follow the selected track, but not what is typed.", "这些数值随所选轨道变化，但不随输入变化。");
        }
    }

    private string Named(IReadOnlyList<int> slots) =>
        string.Join(_book.Words.Of(", ", "、"), slots.Select(s => _book.Program.Slots[s]).Select(static s => RowLabels.LabelOf(s)).Distinct().Take(60))
        + (slots.Count > 60 ? " …" : "");

    private void Heading(string text)
    {
        var row = _sheet.Add(gap: 1);
        for (var column = Label; column <= Text; column++)
        {
            row[column] = column == Label ? SheetCell.OfText(text, new CellStyle(CellRole.Section))
                : SheetCell.Empty(new CellStyle(CellRole.Section));
        }
    }

    private void Paragraph(string text)
    {
        var row = _sheet.Add();
        row.MergedThrough = Text;
        row[Label] = SheetCell.OfText(text, new CellStyle(CellRole.Wrapped));
        var lines = Math.Ceiling(Reporting.Tables.DisplayWidth.Of(text) / 125.0);
        row.Height = 15 * Math.Max(1, lines);
    }
}
