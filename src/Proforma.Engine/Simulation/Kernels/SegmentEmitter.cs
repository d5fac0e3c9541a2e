using System.Reflection.Emit;
using OpCode = Proforma.Model.Program.OpCode;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>
/// Makes machine code for a loop segment: one pass over the vectors of a block, all homes at constant offsets from one pointer. The width is
/// chosen when the code is made; the operations are the same ones for every width, without contraction, so the bits are too.
/// </summary>
internal sealed class SegmentEmitter
{
    private readonly Segment _segment;
    private readonly int _poison;
    private readonly ILGenerator _il;
    private readonly VectorCalls _calls;
    private readonly int _step;
    private readonly LocalBuilder _at;
    private readonly LocalBuilder?[] _values;
    private readonly LocalBuilder?[] _masks;
    private readonly Dictionary<int, LocalBuilder> _readFirst = [];
    private LocalBuilder? _failed;

    private SegmentEmitter(Segment segment, int poison, int width, ILGenerator il)
    {
        (_segment, _poison, _il) = (segment, poison, il);
        _calls = new VectorCalls(width, il);
        _step = width / 8;
        _at = il.DeclareLocal(typeof(nint));
        _values = new LocalBuilder?[segment.Operations.Length];
        _masks = new LocalBuilder?[segment.Operations.Length];
    }

    public static unsafe SegmentKernel Emit(Segment segment, int poison, int width)
    {
        Type[] parameters = [typeof(object), typeof(double*), typeof(double*), typeof(double*)];
        var method = new DynamicMethod("Trials", typeof(void), parameters, typeof(SegmentEmitter).Module, skipVisibility: true);
        new SegmentEmitter(segment, poison, width, method.GetILGenerator()).EmitLoop();
        
        // A delegate with a target is called directly; one of a static method would have its arguments moved first.
        return method.CreateDelegate<SegmentKernel>(segment);
    }

    // Conditions are kept as masks and made numbers only where a number is wanted.
    internal static bool IsMask(OpCode code) => code is OpCode.Less or OpCode.LessOrEqual or OpCode.Equal or OpCode.NotEqual or OpCode.NearlyEqual
        or OpCode.NearlyLessOrEqual or OpCode.And or OpCode.Or or OpCode.Not;

    internal static bool TakesMask(OpCode code, int operand) =>
        code is OpCode.And or OpCode.Or or OpCode.Not || (code == OpCode.Select && operand == 0);

    private void EmitLoop()
    {
        var top = _il.DefineLabel();
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Stloc, _at);
        _il.MarkLabel(top);
        foreach (var home in _segment.ReadFirst)
        {
            var local = _il.DeclareLocal(_calls.Vector);
            LoadHome(home);
            _il.Emit(OpCodes.Stloc, local);
            _readFirst.Add(home, local);
        }

        for (var i = 0; i < _segment.Operations.Length; i++)
        {
            Emit(i);
        }

        if (_failed is not null)
        {
            StoreHome(_poison, _failed);
        }

        _il.Emit(OpCodes.Ldloc, _at);
        _il.Emit(OpCodes.Ldc_I4, _step);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, _at);
        _il.Emit(OpCodes.Ldloc, _at);
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldc_I4, BlockOps.Length * sizeof(double));
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Blt_Un, top);
        _il.Emit(OpCodes.Ret);
    }

    private void Emit(int index)
    {
        var operation = _segment.Operations[index];
        for (var i = 0; i < operation.Operands.Length; i++)
        {
            if (TakesMask(operation.Code, i))
            {
                LoadMask(operation.Operands[i]);
            }
            else
            {
                LoadNumber(operation.Operands[i]);
            }
        }

        _calls.Apply(operation.Code);
        var result = _il.DeclareLocal(_calls.Vector);
        _il.Emit(OpCodes.Stloc, result);
        (IsMask(operation.Code) ? _masks : _values)[index] = result;
        if (operation.IsWatched)
        {
            Watch(NumberOf(index));
        }

        if (operation.Home >= 0)
        {
            StoreHome(operation.Home, NumberOf(index));
        }
    }

    private void Watch(LocalBuilder value)
    {
        if (_failed is null)
        {
            _failed = _il.DeclareLocal(_calls.Vector);
            LoadHome(_poison);
            _il.Emit(OpCodes.Stloc, _failed);
        }

        _il.Emit(OpCodes.Ldloc, value);
        _calls.Watch(_failed);
        _il.Emit(OpCodes.Stloc, _failed);
    }

    private LocalBuilder NumberOf(int index)
    {
        if (_values[index] is { } known)
        {
            return known;
        }

        var number = _values[index] = _il.DeclareLocal(_calls.Vector);
        _il.Emit(OpCodes.Ldloc, _masks[index]!);
        _calls.NumberOfMask();
        _il.Emit(OpCodes.Stloc, number);
        return number;
    }

    private void LoadMask(Place place)
    {
        if (place.Kind == PlaceKind.Value && _masks[place.Index] is { } mask)
        {
            _il.Emit(OpCodes.Ldloc, mask);
            return;
        }

        LoadNumber(place);
        _calls.MaskOfNumber();
    }

    private void LoadNumber(Place place)
    {
        switch (place.Kind)
        {
            case PlaceKind.Value:
                _il.Emit(OpCodes.Ldloc, NumberOf(place.Index));
                break;
            case PlaceKind.Home when _readFirst.TryGetValue(place.Index, out var before):
                _il.Emit(OpCodes.Ldloc, before);
                break;
            case PlaceKind.Home:
                LoadHome(place.Index);
                break;
            default:
                // Every column has eight equal numbers.
                _il.Emit(place.Kind == PlaceKind.Column ? OpCodes.Ldarg_2 : OpCodes.Ldarg_3);
                Advance(place.Index * 8 * sizeof(double));
                _calls.Load();
                break;
        }
    }

    private void LoadHome(int home)
    {
        _il.Emit(OpCodes.Ldloc, _at);
        Advance(home * BlockOps.Length * sizeof(double));
        _calls.Load();
    }

    private void StoreHome(int home, LocalBuilder value)
    {
        _il.Emit(OpCodes.Ldloc, value);
        _il.Emit(OpCodes.Ldloc, _at);
        Advance(home * BlockOps.Length * sizeof(double));
        _calls.Store();
    }

    private void Advance(int bytes)
    {
        if (bytes != 0)
        {
            _il.Emit(OpCodes.Ldc_I4, bytes);
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
        }
    }
}
