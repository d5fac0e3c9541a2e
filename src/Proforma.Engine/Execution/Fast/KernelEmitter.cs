using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using OpCode = Proforma.Model.Program.OpCode;

namespace Proforma.Engine.Execution.Fast;

/// <summary>Machine code that computes instances of a shape one after the other, with raw doubles.</summary>
/// <param name="grid">The grid.</param>
/// <param name="offsets">The offsets of the first instance; the others follow.</param>
/// <param name="constants">The constants of the first instance; the others follow.</param>
/// <param name="count">How many instances.</param>
internal unsafe delegate void Kernel(double* grid, long* offsets, double* constants, int count);

/// <summary>
/// Emits a kernel: a loop over instances with a loop over steps for each segment. What the loop computes and reads again one step
/// later stays in a register. Only the formula's own operations are emitted, in its order and without contraction, so that the
/// bits are those of the reference interpreter.
/// </summary>
internal sealed class KernelEmitter
{
    private const int MaxOps = 300, MaxSegments = 12, Unroll = 4, UnrollFrom = 12, UnrollMaxOps = 24;

    private readonly Shape _shape;
    private readonly ILGenerator _il;
    private readonly LocalBuilder[] _bases;
    private readonly LocalBuilder[] _constants;
    private readonly LocalBuilder _at;

    private KernelEmitter(Shape shape, ILGenerator il)
    {
        _shape = shape;
        _il = il;
        _bases = [.. Enumerable.Range(0, shape.Offsets).Select(_ => il.DeclareLocal(typeof(nint)))];
        _constants = [.. Enumerable.Range(0, shape.Constants).Select(_ => il.DeclareLocal(typeof(double)))];
        _at = il.DeclareLocal(typeof(nint));
    }

    /// <summary>Machine code for a shape; null where code is not compiled at run time or the formula is too long for registers.</summary>
    public static unsafe Kernel? Emit(Shape shape)
    {
        var ops = shape.Segments.Sum(static s => s.Programs.Sum(static p => p?.Used.Length ?? 0));
        if (!RuntimeFeature.IsDynamicCodeCompiled || ops > MaxOps || shape.Segments.Length > MaxSegments)
        {
            return null;
        }

        var method = new DynamicMethod(
            "Kernel",
            typeof(void),
            [typeof(double*), typeof(long*), typeof(double*), typeof(int)],
            typeof(KernelEmitter).Module,
            skipVisibility: true);
        var emitter = new KernelEmitter(shape, method.GetILGenerator());
        emitter.EmitInstances();
        return method.CreateDelegate<Kernel>();
    }

    private void EmitInstances()
    {
        var top = _il.DefineLabel();
        var end = _il.DefineLabel();
        _il.MarkLabel(top);
        _il.Emit(OpCodes.Ldarg_3);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Ble, end);
        for (var i = 0; i < _bases.Length; i++)
        {
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldarg_1);
            Advance(i * sizeof(long));
            _il.Emit(OpCodes.Ldind_I8);
            _il.Emit(OpCodes.Ldc_I4_3);
            _il.Emit(OpCodes.Shl);
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stloc, _bases[i]);
        }

        for (var i = 0; i < _constants.Length; i++)
        {
            _il.Emit(OpCodes.Ldarg_2);
            Advance(i * sizeof(double));
            _il.Emit(OpCodes.Ldind_R8);
            _il.Emit(OpCodes.Stloc, _constants[i]);
        }

        foreach (var segment in _shape.IsBackwards ? _shape.Segments.Reverse() : _shape.Segments)
        {
            EmitSegment(segment);
        }

        _il.Emit(OpCodes.Ldarg_1);
        Advance(_shape.Offsets * sizeof(long));
        _il.Emit(OpCodes.Starg_S, (byte)1);
        _il.Emit(OpCodes.Ldarg_2);
        Advance(_shape.Constants * sizeof(double));
        _il.Emit(OpCodes.Starg_S, (byte)2);
        _il.Emit(OpCodes.Ldarg_3);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Starg_S, (byte)3);
        _il.Emit(OpCodes.Br, top);
        _il.MarkLabel(end);
        _il.Emit(OpCodes.Ret);
    }

    private void EmitSegment(ShapeSegment segment)
    {
        var body = new SegmentBody(this, segment);
        body.LoadBeforeLoop();
        var count = segment.Last - segment.First + 1;
        var ops = segment.Programs.Sum(static p => p?.Used.Length ?? 0);
        var blocks = count >= UnrollFrom && ops <= UnrollMaxOps ? count / Unroll : 0;
        var step = _shape.IsBackwards ? -sizeof(double) : sizeof(double);
        var start = (_shape.IsBackwards ? segment.Last : segment.First) * sizeof(double);
        EmitLoop(body, start, blocks, Unroll, step);
        EmitLoop(body, start + (blocks * Unroll * step), count - (blocks * Unroll), 1, step);
    }

    private void EmitLoop(SegmentBody body, int start, int blocks, int unroll, int step)
    {
        if (blocks == 0)
        {
            return;
        }

        var top = _il.DefineLabel();
        Load(start);
        _il.Emit(OpCodes.Stloc, _at);
        _il.MarkLabel(top);
        for (var i = 0; i < unroll; i++)
        {
            body.Emit(i * step);
        }

        _il.Emit(OpCodes.Ldloc, _at);
        Advance(unroll * step);
        _il.Emit(OpCodes.Stloc, _at);
        if (blocks > 1)
        {
            _il.Emit(OpCodes.Ldloc, _at);
            Load(start + (blocks * unroll * step));
            _il.Emit(OpCodes.Bne_Un, top);
        }
    }

    private void Load(int value)
    {
        _il.Emit(OpCodes.Ldc_I4, value);
        _il.Emit(OpCodes.Conv_I);
    }

    private void Advance(int bytes)
    {
        if (bytes != 0)
        {
            Load(bytes);
            _il.Emit(OpCodes.Add);
        }
    }

    /// <summary>The programs of one segment at one step.</summary>
    private sealed class SegmentBody
    {
        private readonly KernelEmitter _kernel;
        private readonly ILGenerator _il;
        private readonly ShapeSegment _segment;
        private readonly Dictionary<int, LocalBuilder> _scalars = [];
        private readonly Dictionary<int, LocalBuilder> _carried = [];
        private readonly LocalBuilder?[] _current;
        private readonly LocalBuilder[][] _values;
        private readonly int _carriedDelta;

        public SegmentBody(KernelEmitter kernel, ShapeSegment segment)
        {
            _kernel = kernel;
            _il = kernel._il;
            _segment = segment;
            _carriedDelta = kernel._shape.IsBackwards ? 1 : -1;
            _current = [.. segment.Programs.Select(p => p is null ? null : _il.DeclareLocal(typeof(double)))];
            _values = [.. segment.Programs.Select(p => p is null ? [] : p.Ops.Select(_ => _il.DeclareLocal(typeof(double))).ToArray())];
            foreach (var op in segment.Programs.OfType<ShapeProgram>().SelectMany(static p => p.Used.Select(i => p.Ops[i])))
            {
                if (op.Kind == ShapeOpKind.Scalar)
                {
                    _scalars.TryAdd(op.A, _il.DeclareLocal(typeof(double)));
                }
                else if (IsCarried(op))
                {
                    _carried.TryAdd(op.A, _il.DeclareLocal(typeof(double)));
                }
            }
        }

        public void LoadBeforeLoop()
        {
            foreach (var (offset, local) in _scalars)
            {
                LoadAt(offset, 0);
                _il.Emit(OpCodes.Stloc, local);
            }

            foreach (var (offset, local) in _carried)
            {
                LoadAt(offset, (_kernel._shape.IsBackwards ? _segment.Last + 1 : _segment.First - 1) * sizeof(double));
                _il.Emit(OpCodes.Stloc, local);
            }
        }

        /// <summary>Computes all programs at the current place plus <paramref name="shift"/> bytes.</summary>
        public void Emit(int shift)
        {
            for (var i = 0; i < _segment.Programs.Length; i++)
            {
                if (_segment.Programs[i] is not { } program)
                {
                    continue;
                }

                foreach (var op in program.Used)
                {
                    EmitOp(program, i, op, shift);
                    _il.Emit(OpCodes.Stloc, _values[i][op]);
                }

                _il.Emit(OpCodes.Ldloc, _kernel._bases[i]);
                _il.Emit(OpCodes.Ldloc, _kernel._at);
                _il.Emit(OpCodes.Add);
                _kernel.Advance(shift);
                _il.Emit(OpCodes.Ldloc, _values[i][program.Result]);
                _il.Emit(OpCodes.Stind_R8);
                _il.Emit(OpCodes.Ldloc, _values[i][program.Result]);
                _il.Emit(OpCodes.Stloc, _current[i]!);
            }

            foreach (var (offset, local) in _carried)
            {
                _il.Emit(OpCodes.Ldloc, _current[offset]!);
                _il.Emit(OpCodes.Stloc, local);
            }
        }

        private bool IsCarried(ShapeOp op) =>
            op.Kind == ShapeOpKind.Series && op.A < _segment.Programs.Length && op.Delta == _carriedDelta && _segment.Programs[op.A] is not null;

        private void LoadAt(int offset, int bytes)
        {
            _il.Emit(OpCodes.Ldloc, _kernel._bases[offset]);
            _kernel.Advance(bytes);
            _il.Emit(OpCodes.Ldind_R8);
        }

        private void EmitOp(ShapeProgram program, int output, int index, int shift)
        {
            var op = program.Ops[index];
            switch (op.Kind)
            {
                case ShapeOpKind.Constant:
                    _il.Emit(OpCodes.Ldloc, _kernel._constants[op.A]);
                    break;
                case ShapeOpKind.Scalar:
                    _il.Emit(OpCodes.Ldloc, _scalars[op.A]);
                    break;
                case ShapeOpKind.Outside:
                    _il.Emit(OpCodes.Ldc_R8, double.NaN);
                    break;
                case ShapeOpKind.Series when IsCarried(op):
                    _il.Emit(OpCodes.Ldloc, _carried[op.A]);
                    break;
                case ShapeOpKind.Series when op.A < output && op.Delta == 0 && _current[op.A] is { } current:
                    _il.Emit(OpCodes.Ldloc, current);
                    break;
                case ShapeOpKind.Series:
                    _il.Emit(OpCodes.Ldloc, _kernel._bases[op.A]);
                    _il.Emit(OpCodes.Ldloc, _kernel._at);
                    _il.Emit(OpCodes.Add);
                    _kernel.Advance(shift + (op.Delta * sizeof(double)));
                    _il.Emit(OpCodes.Ldind_R8);
                    break;
                default:
                    EmitArithmetic(op, _values[output]);
                    break;
            }
        }

        private void EmitArithmetic(ShapeOp op, LocalBuilder[] values)
        {
            if (Direct(op.Code) is { } direct)
            {
                LoadOperands(op, values);
                _il.Emit(direct);
                return;
            }

            if (Method(op.Code) is { } method)
            {
                LoadOperands(op, values);
                _il.Emit(OpCodes.Call, method);
                return;
            }

            _il.Emit(OpCodes.Ldc_I4, (int)op.Code);
            _il.Emit(OpCodes.Ldloc, values[op.A]);
            if (op.B >= 0)
            {
                _il.Emit(OpCodes.Ldloc, values[op.B]);
            }
            else
            {
                _il.Emit(OpCodes.Ldc_R8, 0.0);
            }

            _il.Emit(OpCodes.Call, typeof(RawOps).GetMethod(nameof(RawOps.Guarded))!);
        }

        // Coalesce reads only its first operand: where that is no number the cell is computed again anyway.
        private void LoadOperands(ShapeOp op, LocalBuilder[] values)
        {
            _il.Emit(OpCodes.Ldloc, values[op.A]);
            if (op.B >= 0 && op.Code != OpCode.Coalesce)
            {
                _il.Emit(OpCodes.Ldloc, values[op.B]);
            }

            if (op.C >= 0)
            {
                _il.Emit(OpCodes.Ldloc, values[op.C]);
            }
        }

        private static System.Reflection.Emit.OpCode? Direct(OpCode code) => code switch
        {
            OpCode.Add => OpCodes.Add,
            OpCode.Subtract => OpCodes.Sub,
            OpCode.Multiply => OpCodes.Mul,
            OpCode.Negate => OpCodes.Neg,
            _ => null,
        };

        private static MethodInfo? Method(OpCode code) => code switch
        {
            OpCode.Absolute => typeof(Math).GetMethod(nameof(Math.Abs), [typeof(double)]),
            OpCode.SquareRoot => typeof(Math).GetMethod(nameof(Math.Sqrt)),
            OpCode.Logarithm => typeof(Numerics.Elementary).GetMethod(nameof(Numerics.Elementary.Log), [typeof(double)]),
            OpCode.Floor => typeof(Math).GetMethod(nameof(Math.Floor), [typeof(double)]),
            OpCode.Ceiling => typeof(Math).GetMethod(nameof(Math.Ceiling), [typeof(double)]),
            OpCode.Divide or OpCode.Minimum or OpCode.Maximum or OpCode.Less or OpCode.LessOrEqual or OpCode.Equal or OpCode.NotEqual
                or OpCode.Not or OpCode.Select or OpCode.And or OpCode.Or or OpCode.Coalesce or OpCode.IsKnown or OpCode.Exponential
                or OpCode.Power => typeof(RawOps).GetMethod(code.ToString()),
            _ => null,
        };
    }
}
