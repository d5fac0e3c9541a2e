using System.Collections.Immutable;
using Proforma.Model.Program;

namespace Proforma.Language.Lowering;

/// <summary>Collects the ops of one rule.</summary>
internal sealed class RuleBuilder
{
    private readonly List<Op> _ops = [];
    private List<SlotRead>? _reads;
    private List<Reduction>? _reductions;
    private List<Window>? _windows;
    private List<RollUpRead>? _rollUps;
    private List<Search>? _searches;
    private List<Call>? _calls;

    public int Count => _ops.Count;

    /// <summary>Forgets everything, for the next rule; what was built is not touched.</summary>
    public void Clear()
    {
        _ops.Clear();
        _reads?.Clear();
        _reductions?.Clear();
        _windows?.Clear();
        _rollUps?.Clear();
        _searches?.Clear();
        _calls?.Clear();
    }

    public int Emit(Op op)
    {
        _ops.Add(op);
        return _ops.Count - 1;
    }

    public int Emit(OpCode code, int a = -1, int b = -1, int c = -1) => Emit(new Op(code, a, b, c));

    public int Constant(double value) => Emit(new Op(OpCode.Constant, Value: value));

    public int Read(SlotRead read)
    {
        (_reads ??= []).Add(read);
        return Emit(OpCode.Read, _reads.Count - 1);
    }

    public int Reduce(Reduction reduction)
    {
        (_reductions ??= []).Add(reduction);
        return Emit(OpCode.Reduce, _reductions.Count - 1);
    }

    public int Window(Window window)
    {
        (_windows ??= []).Add(window);
        return Emit(OpCode.Window, _windows.Count - 1);
    }

    public int RollUp(RollUpRead read)
    {
        (_rollUps ??= []).Add(read);
        return Emit(OpCode.RollUp, _rollUps.Count - 1);
    }

    public int Search(Search search)
    {
        (_searches ??= []).Add(search);
        return Emit(OpCode.Search, _searches.Count - 1);
    }

    public int Call(Call call)
    {
        (_calls ??= []).Add(call);
        return Emit(OpCode.Call, _calls.Count - 1);
    }

    /// <summary>The op of an operand, emitting its constant when it has none yet.</summary>
    public int Of(Operand operand) => operand.Op >= 0 ? operand.Op : Constant(operand.Shape.Constant ?? 0);

    /// <summary>The single read that the rule consists of, when it is nothing else.</summary>
    public SlotRead? SoleRead(int result) => _ops.Count == 1 && result == 0 && _ops[0].Code == OpCode.Read ? _reads![0] : null;

    /// <summary>The rule whose value is <paramref name="result"/>.</summary>
    /// <param name="result">The operand that the formula amounts to.</param>
    /// <param name="readerDimensions">The dimensions of the slot that the rule belongs to: while a formula is compiled its reads name dimensions by
    /// their number in the program, because what the reader varies over is only known at the end.</param>
    /// <param name="provenance">Where the formula stands.</param>
    public Rule Build(Operand result, ImmutableArray<int> readerDimensions, Provenance provenance)
    {
        var last = Of(result);
        if (last != _ops.Count - 1)
        {
            // The value of a rule is its last op; Coalesce(x, x) copies an earlier one, whatever its state.
            Emit(OpCode.Coalesce, last, last);
        }

        var rule = new Rule([.. _ops]) { Reads = PlacedAll(readerDimensions), Provenance = provenance };
        return HasOnlyReads ? rule : WithOthers(rule, readerDimensions);
    }

    private bool HasOnlyReads =>
        _reductions is not { Count: > 0 } && _windows is not { Count: > 0 } && _rollUps is not { Count: > 0 } && _searches is not { Count: > 0 }
        && _calls is not { Count: > 0 };

    private Rule WithOthers(Rule rule, ImmutableArray<int> readerDimensions)
    {
        return rule with
        {
            Reductions = _reductions is not { Count: > 0 } ? [] : [.. _reductions.Select(r => r with { Read = Placed(r.Read, readerDimensions) })],
            Windows = _windows is not { Count: > 0 } ? [] : [.. _windows.Select(w => w with { Read = Placed(w.Read, readerDimensions) })],
            RollUps = _rollUps is not { Count: > 0 } ? [] : [.. _rollUps.Select(r => r with { Read = Placed(r.Read, readerDimensions) })],
            Searches = _searches is not { Count: > 0 } ? [] : [.. _searches.Select(s => s with { Read = Placed(s.Read, readerDimensions) })],
            Calls = _calls is not { Count: > 0 } ? [] : [.. _calls.Select(c => c with { Series = [.. c.Series.Select(s => Placed(s, readerDimensions))] })],
        };
    }

    private ImmutableArray<SlotRead> PlacedAll(ImmutableArray<int> readerDimensions)
    {
        if (_reads is not { Count: > 0 })
        {
            return [];
        }

        var placed = ImmutableArray.CreateBuilder<SlotRead>(_reads.Count);
        foreach (var read in _reads)
        {
            placed.Add(Placed(read, readerDimensions));
        }

        return placed.MoveToImmutable();
    }

    /// <summary>Turns the dimension numbers of a read into positions among the reader's dimensions.</summary>
    public static SlotRead Placed(SlotRead read, ImmutableArray<int> readerDimensions) =>
        read.Members.IsEmpty ? read : read with { Members = Placed(read.Members, readerDimensions) };

    private static ImmutableArray<MemberIndex> Placed(ImmutableArray<MemberIndex> members, ImmutableArray<int> readerDimensions) =>
        [.. members.Select(m => m.ReaderAxis < 0 ? m : m with { ReaderAxis = readerDimensions.IndexOf(m.ReaderAxis) })];
}
