using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution.Fast;

/// <summary>
/// Computes one instance of a shape without machine code of its own: sweeps operation by operation over runs of steps, recurrences
/// step by step. Results that are not numbers are computed again with states.
/// </summary>
internal sealed unsafe class ShapeMachine(double* grid)
{
    private const int MaxRun = 512, MinRun = 16, BufferGoal = 8192;

    private double[] _buffers = [];
    private Operand[] _operands = [];
    private nint[] _pointers = [];
    private double[] _values = [];
    private CellValue[] _exact = [];

    public void Run(Shape shape, long* offsets, double* constants)
    {
        var segments = shape.Segments;
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = segments[shape.IsBackwards ? segments.Length - 1 - i : i];
            if (shape.IsRecurrent)
            {
                RunSteps(segment, shape.IsBackwards, offsets, constants);
            }
            else
            {
                RunSweep(segment, offsets, constants);
            }
        }
    }

    /// <summary>Computes again, with states, whatever an instance of a sweep has that is not a number.</summary>
    public void Repair(Shape shape, long* offsets, double* constants)
    {
        foreach (var segment in shape.Segments)
        {
            Repair(segment.Programs[0]!, segment.First, segment.Last, offsets, constants);
        }
    }

    private void Repair(ShapeProgram program, int first, int last, long* offsets, double* constants)
    {
        var output = grid + offsets[0];
        for (var t = VectorOps.FirstNotFinite(output, first, last + 1); t >= 0; t = VectorOps.FirstNotFinite(output, t + 1, last + 1))
        {
            output[t] = Exact(program, offsets, constants, (int)t, offsets[0] + t);
        }
    }

    private void RunSweep(ShapeSegment segment, long* offsets, double* constants)
    {
        var program = segment.Programs[0]!;
        var count = segment.Last - segment.First + 1;
        var run = Math.Min(count, Math.Clamp(BufferGoal / (program.Registers + 1), MinRun, MaxRun));
        Grow(ref _operands, program.Ops.Length);
        if (_buffers.Length < (long)program.Registers * run)
        {
            _buffers = GC.AllocateUninitializedArray<double>(program.Registers * run, pinned: true);
        }

        fixed (double* buffers = _buffers)
        {
            for (var first = segment.First; first <= segment.Last; first += run)
            {
                RunSweep(program, first, Math.Min(run, segment.Last - first + 1), run, buffers, offsets, constants);
            }
        }

        Repair(program, segment.First, segment.Last, offsets, constants);
    }

    private void RunSweep(ShapeProgram program, int first, int count, int run, double* buffers, long* offsets, double* constants)
    {
        var output = grid + offsets[0] + first;
        var nothing = double.NaN;
        foreach (var i in program.Used)
        {
            ref readonly var op = ref program.Ops[i];
            _operands[i] = op.Kind switch
            {
                ShapeOpKind.Constant => new Operand(constants + op.A, 0),
                ShapeOpKind.Scalar => new Operand(grid + offsets[op.A], 0),
                ShapeOpKind.Series => new Operand(grid + offsets[op.A] + first + op.Delta, 1),
                ShapeOpKind.Outside => new Operand(&nothing, 0),
                _ => Compute(op, program.Register[i] < 0 ? output : buffers + ((long)program.Register[i] * run), count),
            };
        }

        var result = _operands[program.Result];
        if (result.Values != output || result.Stride == 0)
        {
            VectorOps.Copy(result.Values, result.Stride, output, count);
        }
    }

    private Operand Compute(in ShapeOp op, double* result, int count)
    {
        var a = _operands[op.A];
        var b = op.B < 0 ? default : _operands[op.B];
        var c = op.C < 0 ? default : _operands[op.C];
        if (count == 1 || (a.Stride | b.Stride | c.Stride) == 0)
        {
            *result = RawOps.Apply(op.Code, *a.Values, op.B < 0 ? 0 : *b.Values, op.C < 0 ? 0 : *c.Values);
            return new Operand(result, count == 1 ? 1 : 0);
        }

        VectorOps.Apply(op.Code, a.Values, a.Stride, b.Values, b.Stride, c.Values, c.Stride, result, count);
        return new Operand(result, 1);
    }

    private void RunSteps(ShapeSegment segment, bool isBackwards, long* offsets, double* constants)
    {
        var ops = segment.Programs.Sum(static p => p?.Ops.Length ?? 0);
        Grow(ref _values, ops);
        Grow(ref _pointers, ops);
        fixed (double* values = _values)
        fixed (nint* pointers = _pointers)
        {
            var at = 0;
            foreach (var program in segment.Programs)
            {
                if (program is not null)
                {
                    Prepare(program, values + at, pointers + at, offsets, constants);
                    at += program.Ops.Length;
                }
            }

            var count = segment.Last - segment.First + 1;
            for (var i = 0; i < count; i++)
            {
                RunStep(segment, isBackwards ? segment.Last - i : segment.First + i, values, pointers, offsets, constants);
            }
        }
    }

    private void Prepare(ShapeProgram program, double* values, nint* pointers, long* offsets, double* constants)
    {
        foreach (var i in program.Moving)
        {
            ref readonly var op = ref program.Ops[i];
            pointers[i] = op.Kind == ShapeOpKind.Series ? (nint)(grid + offsets[op.A] + op.Delta) : 0;
        }

        foreach (var i in program.Still)
        {
            ref readonly var op = ref program.Ops[i];
            values[i] = op.Kind switch
            {
                ShapeOpKind.Constant => constants[op.A],
                ShapeOpKind.Scalar => grid[offsets[op.A]],
                ShapeOpKind.Outside => double.NaN,
                _ => RawOps.Apply(op.Code, values[op.A], op.B < 0 ? 0 : values[op.B], op.C < 0 ? 0 : values[op.C]),
            };
        }
    }

    private void RunStep(ShapeSegment segment, int t, double* values, nint* pointers, long* offsets, double* constants)
    {
        var programs = segment.Programs;
        for (var output = 0; output < programs.Length; output++)
        {
            if (programs[output] is not { } program)
            {
                continue;
            }

            foreach (var i in program.Moving)
            {
                ref readonly var op = ref program.Ops[i];
                values[i] = op.Kind == ShapeOpKind.Series ? ((double*)pointers[i])[t] : op.Code switch
                {
                    OpCode.Add => values[op.A] + values[op.B],
                    OpCode.Subtract => values[op.A] - values[op.B],
                    OpCode.Multiply => values[op.A] * values[op.B],
                    _ => RawOps.Apply(op.Code, values[op.A], op.B < 0 ? 0 : values[op.B], op.C < 0 ? 0 : values[op.C]),
                };
            }

            var result = values[program.Result];
            var cell = offsets[output] + t;
            grid[cell] = double.IsFinite(result) ? result : Exact(program, offsets, constants, t, cell);
            values += program.Ops.Length;
            pointers += program.Ops.Length;
        }
    }

    /// <summary>The value of one step with states, op by op as the reference interpreter does it.</summary>
    private double Exact(ShapeProgram program, long* offsets, double* constants, int t, long cell)
    {
        Grow(ref _exact, program.Ops.Length);
        var values = _exact;
        foreach (var i in program.Used)
        {
            ref readonly var op = ref program.Ops[i];
            var value = op.Kind switch
            {
                ShapeOpKind.Constant => Arithmetic.Normal(constants[op.A], cell),
                ShapeOpKind.Scalar => new CellValue(grid[offsets[op.A]]),
                ShapeOpKind.Series => new CellValue(grid[offsets[op.A] + t + op.Delta]),
                ShapeOpKind.Outside => CellValue.Failed(FailureKind.OutsideCalendar),
                _ => Arithmetic.Apply(
                    op.Code, values[op.A], op.B < 0 ? CellValue.Of(0) : values[op.B], op.C < 0 ? CellValue.Of(0) : values[op.C], cell),
            };
            values[i] = value.State == CellState.Failed && value.FailureOrigin < 0 ? CellValue.Failed(value.Failure, cell) : value;
        }

        return values[program.Result].Raw;
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = new T[Math.Max(length, 64)];
        }
    }

    private readonly struct Operand(double* values, int stride)
    {
        public readonly double* Values = values;
        public readonly int Stride = stride;
    }
}
