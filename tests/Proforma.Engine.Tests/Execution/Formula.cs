using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Testing;

/// <summary>A formula as a tree, for tests that build programs by hand.</summary>
internal abstract record Formula
{
    public static Formula Unknown => new Number(CellValue.Unknown.Raw);

    public static Formula Blank => new Number(CellValue.Blank.Raw);

    public static implicit operator Formula(double value) => new Number(value);

    public static Formula operator +(Formula a, Formula b) => new Operation(OpCode.Add, a, b);

    public static Formula operator -(Formula a, Formula b) => new Operation(OpCode.Subtract, a, b);

    public static Formula operator *(Formula a, Formula b) => new Operation(OpCode.Multiply, a, b);

    public static Formula operator /(Formula a, Formula b) => new Operation(OpCode.Divide, a, b);

    public static Formula operator -(Formula a) => new Operation(OpCode.Negate, a);

    public static Formula operator <(Formula a, Formula b) => new Operation(OpCode.Less, a, b);

    public static Formula operator >(Formula a, Formula b) => new Operation(OpCode.Less, b, a);

    public static Formula If(Formula condition, Formula then, Formula otherwise) => new Operation(OpCode.Select, condition, then, otherwise);

    public static Formula Of(OpCode code, params Formula[] operands) => new Operation(code, operands);

    public static Reference Ref(string name, int offset = 0) => new(name) { Offset = offset };

    public static Reference Prev(string name, Formula? otherwise = null) => new(name) { Offset = -1, Otherwise = otherwise };

    public static Formula Cumulative(string name, WindowKind kind = WindowKind.Integral) => new Windowed(name, int.MaxValue, kind);

    public static Formula Trailing(string name, int steps) => new Windowed(name, steps, WindowKind.AverageRate);

    public static Formula Sum(string name, bool tracks = false, params int[] dimensions) => new Reduced(name, Reducer.Sum, dimensions, tracks);
}

internal sealed record Number(double Value) : Formula;

internal sealed record TableEntry(int Table) : Formula;

internal sealed record Operation(OpCode Code, params Formula[] Operands) : Formula;

internal sealed record Reference(string Name) : Formula
{
    public int Offset { get; init; }

    public ReadTime? Time { get; init; }

    public int Track { get; init; } = -1;

    /// <summary>Fixed leaf positions by dimension; other dimensions follow the reader.</summary>
    public ImmutableDictionary<int, int> Members { get; init; } = ImmutableDictionary<int, int>.Empty;

    public Formula? Otherwise { get; init; }

    public ImmutableArray<int> StepMap { get; init; } = [];

    public Reference In(int track) => this with { Track = track };

    public Reference At(int step) => this with { Time = ReadTime.Fixed, Offset = step };

    public Reference Years(int years) => this with { Time = ReadTime.Year, Offset = years };

    public Reference Of(int dimension, int member) => this with { Members = Members.Add(dimension, member) };
}

internal sealed record Windowed(string Name, int Steps, WindowKind Kind) : Formula;

internal sealed record Reduced(string Name, Reducer Reducer, int[] Dimensions, bool Tracks) : Formula
{
    public int Offset { get; init; }
}

internal sealed record OverPeriod(string Name, Period? Period, StepSpan Steps, RollUpRule Rule, int Track = -1) : Formula;

internal sealed record Searched(string Name, SearchKind Kind, Grain Grain, bool Fiscal = false) : Formula;

internal sealed record Called(string Function, string[] Series, StepSpan Steps, params Formula?[] Arguments) : Formula;

/// <summary>Writes a formula as the ops of a rule.</summary>
internal sealed class FormulaWriter(PlanBuilder plan, LineBuilder reader)
{
    private readonly ImmutableArray<Op>.Builder _ops = ImmutableArray.CreateBuilder<Op>();
    private readonly List<SlotRead> _reads = [];
    private readonly List<Reduction> _reductions = [];
    private readonly List<Window> _windows = [];
    private readonly List<RollUpRead> _rollUps = [];
    private readonly List<Search> _searches = [];
    private readonly List<Call> _calls = [];

    public Rule Write(Formula formula)
    {
        Add(formula);
        return new Rule(_ops.ToImmutable())
        {
            Reads = [.. _reads],
            Reductions = [.. _reductions],
            Windows = [.. _windows],
            RollUps = [.. _rollUps],
            Searches = [.. _searches],
            Calls = [.. _calls],
            Provenance = new Provenance(formula.ToString()),
        };
    }

    private int Add(Formula formula)
    {
        switch (formula)
        {
            case Number number:
                return Push(new Op(OpCode.Constant, Value: number.Value));
            case TableEntry table:
                return Push(new Op(OpCode.Table, table.Table));
            case Operation operation:
                var operands = operation.Operands.Select(Add).Concat([-1, -1, -1]).Take(3).ToArray();
                return Push(new Op(operation.Code, operands[0], operands[1], operands[2]));
            case Reference reference:
                int? otherwise = reference.Otherwise is { } value ? Add(value) : null;
                _reads.Add(Read(reference) with { DefaultOp = otherwise });
                return Push(new Op(OpCode.Read, _reads.Count - 1));
            case Windowed window:
                _windows.Add(new Window(Read(new Reference(window.Name)), window.Steps, window.Kind));
                return Push(new Op(OpCode.Window, _windows.Count - 1));
            case Reduced reduced:
                _reductions.Add(Reduction(reduced));
                return Push(new Op(OpCode.Reduce, _reductions.Count - 1));
            case OverPeriod period:
                var steps = period.Period is { } p ? plan.Calendar.Cover(p) : period.Steps;
                _rollUps.Add(new RollUpRead(Read(new Reference(period.Name) { Track = period.Track }), steps, period.Period, period.Rule));
                return Push(new Op(OpCode.RollUp, _rollUps.Count - 1));
            case Searched search:
                _searches.Add(new Search(Read(new Reference(search.Name)), search.Kind, search.Grain, search.Fiscal));
                return Push(new Op(OpCode.Search, _searches.Count - 1));
            case Called call:
                var arguments = call.Arguments.Select(a => a is null ? -1 : Add(a)).ToImmutableArray();
                _calls.Add(new Call(call.Function, arguments, [.. call.Series.Select(s => Read(new Reference(s)))], call.Steps));
                return Push(new Op(OpCode.Call, _calls.Count - 1));
            default:
                throw new ArgumentOutOfRangeException(nameof(formula));
        }
    }

    private int Push(Op op)
    {
        _ops.Add(op);
        return _ops.Count - 1;
    }

    private SlotRead Read(Reference reference)
    {
        var target = plan[reference.Name];
        var time = !target.IsTimed ? ReadTime.None : reference.Time ?? ReadTime.Step;
        var members = target.Over.Select(dimension => reference.Members.TryGetValue(dimension, out var position)
            ? new MemberIndex(-1, position)
            : reader.Over.IndexOf(dimension) is >= 0 and var axis ? new MemberIndex(axis) : new MemberIndex(-1, 0));
        var track = target.IsTracked ? reference.Track >= 0 ? reference.Track : reader.IsTracked ? -1 : 0 : -1;
        return new SlotRead(plan.IndexOf(reference.Name), time, target.IsTimed ? reference.Offset : 0, track, [.. members], reference.Name)
        {
            StepMap = reference.StepMap,
        };
    }

    private Reduction Reduction(Reduced reduced)
    {
        var target = plan[reduced.Name];
        var over = target.Over.Select(dimension => reduced.Dimensions.Contains(dimension)
            ? [.. Enumerable.Range(0, plan.Dimensions[dimension].Count)]
            : default(ImmutableArray<int>));
        return new Reduction(Read(new Reference(reduced.Name) { Offset = reduced.Offset }), reduced.Reducer, [.. over], reduced.Tracks && target.IsTracked);
    }
}
