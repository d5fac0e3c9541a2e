using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Claims;

/// <summary>Writes out the arithmetic of contradictions, and what claims imply.</summary>
public sealed class ContradictionTableBuilder
{
    /// <summary>From more claims than this nobody follows what is implied.</summary>
    private const int MostFrom = 4;

    /// <summary>What makes an operand one that needs brackets beside others.</summary>
    private static readonly string[] s_joints = [" + ", " - ", " / ", " * ", " to ", "至"];

    private readonly PlanProgram _program;
    private readonly NumberOptions _options;
    private readonly ClaimFigures _figures;

    private ContradictionTableBuilder(PlanProgram program, NumberOptions options)
    {
        (_program, _options) = (program, options);
        _figures = new ClaimFigures(program, options);
    }

    private bool IsChinese => _options.Language == ReportLanguage.Chinese;

    /// <summary>The table of contradictions and of what is implied.</summary>
    /// <param name="program">The plan.</param>
    /// <param name="contradictions">What was found.</param>
    /// <param name="implied">What follows.</param>
    /// <param name="setAside">The numbers of the claims that were set aside before that was asked.</param>
    /// <param name="options">Language and numbers.</param>
    public static ContradictionTable Build(
        PlanProgram program,
        ImmutableArray<Contradiction> contradictions,
        ImmutableArray<ImpliedInterval> implied,
        ImmutableArray<int> setAside,
        NumberOptions options)
    {
        var builder = new ContradictionTableBuilder(program, options);
        return new ContradictionTable(
            options.Language, [.. contradictions.Select(builder.Row)], [.. implied.Select(builder.Row)],
                [.. setAside.Select(c => program.Claims[c].Name)]);
    }

    /// <summary>What of the implied is worth a reader's time: exact, bounded, of few claims; each figure once, what nobody stated first.</summary>
    /// <param name="rows">All that is implied.</param>
    public static IEnumerable<ImpliedRow> Telling(IEnumerable<ImpliedRow> rows) => rows
        .Where(static r => r.Found is { IsExact: true, From.Length: > 1 and <= MostFrom }
            && double.IsFinite(r.Found.Said.Low) && double.IsFinite(r.Found.Said.High))
        .OrderBy(static r => r.Found.IsStated).ThenBy(static r => r.Found.From.Length).ThenBy(static r => r.Found.Said.High - r.Found.Said.Low)
        .DistinctBy(static r => (r.Quantity, r.Track));

    private ContradictionRow Row(Contradiction found) => new(
        found,
        [.. found.Claims.Select(c => _program.Claims[c].Name)],
        TrackOf(found.Track),
        Arithmetic(found.Arithmetic),
        [.. found.Claims.Select((c, i) => Member(c, i < found.SameAs.Length ? found.SameAs[i] : []))]);

    private ContradictionMember Member(int index, ImmutableArray<int> sameAs)
    {
        var claim = _program.Claims[index];
        var others = string.Join(", ", sameAs.Select(c => _program.Claims[c].Name));
        var said = claim.LowSlot >= 0 ? claim.Text
            : $"{claim.Metric!.Text} {ClaimWords.RecordOf(claim.Hedge)} {_figures.Said(claim)}".Replace(" = ", ": ", StringComparison.Ordinal);
        return new ContradictionMember(others.Length == 0 ? claim.Name : $"{claim.Name} (= {others})", said, claim.Quote);
    }

    private ImpliedRow Row(ImpliedInterval found)
    {
        var slot = _program.Slots[found.Quantity.Slot];
        var format = FigureFormat.For(slot, Ends(found.Said).Select(CellValue.Of), _options with { SignificantDigits = 3, TrimZeros = false }, program: _program);
        var place = new[] { CellNames.MemberOf(_program, slot, found.Quantity.Row), PeriodOf(found.Quantity, slot) }.Where(static p => p.Length > 0);
        var selected = string.Join(", ", place);
        return new ImpliedRow(
            found,
            selected.Length == 0 ? slot.Name : $"{slot.Name}[{selected}]",
            TrackOf(found.Track),
            Interval(found.Said, x => format.Inline(CellValue.Of(x)), format.Inline),
            [.. found.From.Select(c => _program.Claims[c].Name)]);
    }

    private string PeriodOf(PlanQuantity quantity, Slot slot)
    {
        if (quantity.Period is { } period)
        {
            return period.ToString();
        }

        return quantity.Steps is { IsEmpty: false } steps && _program.CalendarOf(slot) is { } calendar
            ? $"{calendar.Step(steps.First)} .. {calendar.Step(steps.Last)}" : "";
    }

    private static IEnumerable<double> Ends(QuantityInterval interval) => new[] { interval.Low, interval.High }.Where(double.IsFinite);

    private string TrackOf(string name) => !IsChinese ? name
        : _program.TrackAxes.SelectMany(static a => a.Tracks).FirstOrDefault(t => t.Name == name)?.Label ?? name;

    private string Arithmetic(ClaimArithmetic arithmetic)
    {
        var against = _program.Claims[arithmetic.Against];
        var said = Said(against, arithmetic.Said);
        var says = IsChinese ? $"{against.Name}称{said}" : $"{against.Name} says {said}";
        var implied = Said(against, arithmetic.Implied);
        var stop = IsChinese ? "；" : "; ";
        switch (arithmetic.Shape)
        {
            case ArithmeticShape.Same:
                var other = _program.Claims[arithmetic.Terms[0].Claim];
                var first = Said(other, arithmetic.Terms[0].Said);
                return IsChinese ? $"{What(other)}：{other.Name}称{first}，{says}" : $"{What(other)}: {other.Name} says {first}, {says}";
            case ArithmeticShape.Together:
                var given = string.Join(IsChinese ? "、" : ", ", arithmetic.Terms.Select(t => _program.Claims[t.Claim].Name));
                return IsChinese ? $"由{given}，{What(against)} = {implied}{stop}{says}" : $"given {given}, {What(against)} is {implied}{stop}{says}";
            default:
                return $"{Formula(arithmetic, What)} = {Formula(arithmetic, null)} = {implied}{stop}{says}";
        }
    }

    /// <summary>The terms put together, by name or with their figures.</summary>
    private string Formula(ClaimArithmetic arithmetic, Func<ClaimDefinition, string>? name)
    {
        var text = new StringBuilder();
        var isSum = arithmetic.Shape == ArithmeticShape.Sum;

        // What is added stands before what is taken away.
        var terms = isSum ? [.. arithmetic.Terms.OrderBy(static t => t.Factor < 0)] : arithmetic.Terms;
        for (var i = 0; i < terms.Length; i++)
        {
            var term = terms[i];
            var claim = _program.Claims[term.Claim];
            var joint = isSum ? term.Factor < 0 ? i == 0 ? "-" : " - " : i == 0 ? "" : " + "
                : i == 0 ? "" : arithmetic.Shape == ArithmeticShape.Ratio ? " ÷ " : " × ";
            var factor = isSum && Math.Abs(Math.Abs(term.Factor) - 1) > 1e-12 ? Number(Math.Abs(term.Factor)) + " × " : "";
            var operand = name is null ? Said(claim, term.Said) : name(claim);
            var needsBrackets = (arithmetic.Terms.Length > 1 || factor.Length > 0)
                && s_joints.Any(j => operand.Contains(j, StringComparison.Ordinal));
            text.Append(joint).Append(factor).Append(needsBrackets ? $"({operand})" : operand);
        }

        return text.Append(isSum || Math.Abs(arithmetic.Scale - 1) < 1e-12 ? "" : $" × {Number(arithmetic.Scale)}")
            .Append(Constant(arithmetic)).ToString();
    }

    private string Constant(ClaimArithmetic arithmetic) => arithmetic.Constant == 0 ? ""
        : (arithmetic.Constant < 0 ? " - " : " + ") + Said(_program.Claims[arithmetic.Against],
            new QuantityInterval(Math.Abs(arithmetic.Constant), Math.Abs(arithmetic.Constant)));

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string What(ClaimDefinition claim) => claim.LowSlot >= 0 ? $"{claim.Metric!.Text} - ({RightOf(claim)})" : claim.Metric!.Text;

    private static string RightOf(ClaimDefinition claim) => claim.RightReads is [var sole] ? sole.Text : claim.Text;

    private string Said(ClaimDefinition claim, QuantityInterval interval) =>
        Interval(interval, x => _figures.Of(claim, x), (low, high) => _figures.Between(claim, low, high));

    /// <summary>An interval in words: a figure, a range, or a bound.</summary>
    private string Interval(QuantityInterval interval, Func<double, string> figure, Func<double, double, string> range)
    {
        if (double.IsInfinity(interval.Low) && double.IsInfinity(interval.High))
        {
            return IsChinese ? "任意值" : "any figure";
        }

        var hedge = double.IsInfinity(interval.Low) ? interval.IsHighOpen ? ClaimHedge.Below : ClaimHedge.AtMost
            : double.IsInfinity(interval.High) ? interval.IsLowOpen ? ClaimHedge.Over : ClaimHedge.AtLeast
            : ClaimHedge.Equal;
        var end = double.IsInfinity(interval.Low) ? interval.High : interval.Low;
        return hedge != ClaimHedge.Equal ? ClaimWords.Before(hedge, _options.Language) + figure(end)
            : Math.Abs(interval.High - interval.Low) <= 1e-9 * Math.Abs(interval.High) ? figure(interval.Low)
            : range(interval.Low, interval.High);
    }
}
