using Proforma.Model.Program;

namespace Proforma.Engine.Execution.Fast;

internal enum ShapeOpKind
{
    /// <summary>Entry A of the instance's constants.</summary>
    Constant,

    /// <summary>The series at offset A of the instance, <see cref="ShapeOp.Delta"/> steps away; its own output when A is one.</summary>
    Series,

    /// <summary>The single number at offset A of the instance.</summary>
    Scalar,

    /// <summary>A read outside of the calendar that has no default.</summary>
    Outside,

    /// <summary>The value of op A.</summary>
    Copy,

    /// <summary>The operation <see cref="ShapeOp.Code"/> on ops A, B, C.</summary>
    Arithmetic,
}

/// <summary>One operation of a shape, with where its operands lie in the tables of an instance.</summary>
internal readonly record struct ShapeOp(ShapeOpKind Kind, OpCode Code, int A, int B, int C, int Delta);

/// <summary>The formula of one output over one run of steps.</summary>
internal sealed class ShapeProgram
{
    public ShapeProgram(ShapeOp[] ops)
    {
        Ops = ops;
        Result = Resolve(ops.Length - 1);
        for (var i = 0; i < ops.Length; i++)
        {
            if (ops[i].Kind == ShapeOpKind.Arithmetic)
            {
                var op = ops[i];
                ops[i] = op with { A = Resolve(op.A), B = op.B < 0 ? -1 : Resolve(op.B), C = op.C < 0 ? -1 : Resolve(op.C) };
            }
        }

        Used = FindUsed();
        var moves = new bool[ops.Length];
        foreach (var i in Used)
        {
            var op = ops[i];
            moves[i] = op.Kind == ShapeOpKind.Series
                || (op.Kind == ShapeOpKind.Arithmetic && (moves[op.A] || (op.B >= 0 && moves[op.B]) || (op.C >= 0 && moves[op.C])));
        }

        Still = [.. Used.Where(i => !moves[i])];
        Moving = [.. Used.Where(i => moves[i])];
        Register = new int[ops.Length];
        Registers = AssignRegisters();
    }

    public ShapeOp[] Ops { get; }

    /// <summary>The op whose value is the result.</summary>
    public int Result { get; }

    /// <summary>The ops that the result needs, ascending.</summary>
    public int[] Used { get; }

    /// <summary>Those of them that are the same at every step of a segment.</summary>
    public int[] Still { get; }

    /// <summary>Those of them that differ from step to step.</summary>
    public int[] Moving { get; }

    /// <summary>For each arithmetic op the buffer that holds its run of values; −1 for the result, which goes to the output.</summary>
    public int[] Register { get; }

    /// <summary>How many buffers are needed.</summary>
    public int Registers { get; }

    private int Resolve(int op)
    {
        while (Ops[op].Kind == ShapeOpKind.Copy)
        {
            op = Ops[op].A;
        }

        return op;
    }

    private int[] FindUsed()
    {
        var needed = new bool[Ops.Length];
        needed[Result] = true;
        for (var i = Result; i >= 0; i--)
        {
            if (!needed[i] || Ops[i].Kind != ShapeOpKind.Arithmetic)
            {
                continue;
            }

            needed[Ops[i].A] = true;
            if (Ops[i].B >= 0)
            {
                needed[Ops[i].B] = true;
            }

            if (Ops[i].C >= 0)
            {
                needed[Ops[i].C] = true;
            }
        }

        return [.. Enumerable.Range(0, Ops.Length).Where(i => needed[i])];
    }

    // A buffer is free again after the last op that reads it: a sum of a million terms needs two.
    private int AssignRegisters()
    {
        var lastUse = new int[Ops.Length];
        foreach (var i in Used)
        {
            if (Ops[i].Kind == ShapeOpKind.Arithmetic)
            {
                foreach (var operand in (ReadOnlySpan<int>)[Ops[i].A, Ops[i].B, Ops[i].C])
                {
                    if (operand >= 0)
                    {
                        lastUse[operand] = i;
                    }
                }
            }
        }

        var free = new Stack<int>();
        var count = 0;
        foreach (var i in Used)
        {
            Register[i] = -1;
            if (Ops[i].Kind != ShapeOpKind.Arithmetic)
            {
                continue;
            }

            if (i != Result)
            {
                Register[i] = free.Count > 0 ? free.Pop() : count++;
            }

            int a = Ops[i].A, b = Ops[i].B, c = Ops[i].C;
            Release(a, i);
            if (b != a)
            {
                Release(b, i);
            }

            if (c != a && c != b)
            {
                Release(c, i);
            }
        }

        return count;

        void Release(int operand, int at)
        {
            if (operand >= 0 && lastUse[operand] == at && Ops[operand].Kind == ShapeOpKind.Arithmetic && Register[operand] >= 0)
            {
                free.Push(Register[operand]);
            }
        }
    }
}

/// <summary>A run of steps with the program of each output; null where an output has data or is blank.</summary>
internal sealed record ShapeSegment(int First, int Last, ShapeProgram?[] Programs);

/// <summary>
/// What formulas have in common that differ only in the slots they read and the constants they hold: same steps, same clauses,
/// same operations. An instance of it is a row of offsets into the grid (its outputs first) and a row of constants.
/// </summary>
internal sealed class Shape
{
    private readonly Lock _lock = new();
    private Kernel? _kernel;
    private bool _kernelTried;

    public Shape(ReadOnlySpan<int> code)
    {
        Length = code[0];
        Outputs = code[1];
        IsRecurrent = (code[2] & 1) != 0;
        IsBackwards = (code[2] & 2) != 0;
        Offsets = code[3];
        Constants = code[4];
        var segments = new List<ShapeSegment>();
        for (var at = HeaderLength; at < code.Length;)
        {
            var (first, last) = (code[at], code[at + 1]);
            at += 2;
            var programs = new ShapeProgram?[Outputs];
            for (var i = 0; i < Outputs; i++)
            {
                var ops = new ShapeOp[code[at++]];
                for (var j = 0; j < ops.Length; j++, at += OpLength)
                {
                    var (kind, operation) = ((ShapeOpKind)(code[at] >> 8), (OpCode)(code[at] & 0xFF));
                    ops[j] = new ShapeOp(kind, operation, code[at + 1], code[at + 2], code[at + 3], code[at + 4]);
                }

                programs[i] = ops.Length == 0 ? null : new ShapeProgram(ops);
            }

            segments.Add(new ShapeSegment(first, last, programs));
        }

        Segments = [.. segments];
        CoversAll = Segments.All(static s => s.Programs.All(static p => p is not null)) && Segments.Sum(static s => s.Last - s.First + 1) == Length;
    }

    public const int HeaderLength = 5, OpLength = 5;

    /// <summary>The number of steps of each output.</summary>
    public int Length { get; }

    /// <summary>The number of slots computed together.</summary>
    public int Outputs { get; }

    /// <summary>Whether outputs read outputs, so that steps must be computed one after the other.</summary>
    public bool IsRecurrent { get; }

    public bool IsBackwards { get; }

    /// <summary>The number of offsets of an instance.</summary>
    public int Offsets { get; }

    /// <summary>The number of constants of an instance.</summary>
    public int Constants { get; }

    public ShapeSegment[] Segments { get; }

    /// <summary>Whether every step of every output is computed, none given.</summary>
    public bool CoversAll { get; }

    /// <summary>The number of cells that an instance computes.</summary>
    public long Cells => (long)Length * Outputs;

    /// <summary>Machine code for this shape, made when first asked for; null where it is too long to be worth it.</summary>
    public Kernel? Kernel()
    {
        lock (_lock)
        {
            if (!_kernelTried)
            {
                _kernelTried = true;
                _kernel = KernelEmitter.Emit(this);
            }

            return _kernel;
        }
    }
}
