using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using OpCode = Proforma.Model.Program.OpCode;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>
/// Emits the operations of <see cref="LaneOps{T}"/> on vectors of one width. The runtime's own vector methods are called, for each is a machine
/// instruction where it stands; methods of ours would be inlined only until the compiler's budget for a kernel is used up.
/// </summary>
internal sealed class VectorCalls
{
    private const double CheckTolerance = 1e-9;

    private readonly Dictionary<(string Name, int Parameters), MethodInfo> _methods = [];
    private readonly Type _class;
    private readonly ILGenerator _il;

    public VectorCalls(int width, ILGenerator il)
    {
        _il = il;
        _class = width switch { 512 => typeof(Vector512), 256 => typeof(Vector256), _ => typeof(Vector128) };
        Vector = (width switch { 512 => typeof(Vector512<>), 256 => typeof(Vector256<>), _ => typeof(Vector128<>) }).MakeGenericType(typeof(double));
    }

    /// <summary>The type of a vector.</summary>
    public Type Vector { get; }

    public void Load() => Call("Load", 1);

    /// <summary>Takes the vector and then the address from the stack.</summary>
    public void Store() => Call("Store", 2);

    /// <summary>Takes a value, and leaves the poison with it taken in.</summary>
    /// <param name="poison">The poison so far.</param>
    public void Watch(LocalBuilder poison)
    {
        Number(0);
        _il.Emit(OpCodes.Ldloc, poison);
        Call("FusedMultiplyAdd", 3);
    }

    /// <summary>From a mask to 1 or 0.</summary>
    public void NumberOfMask()
    {
        Number(1);
        Call("BitwiseAnd", 2);
    }

    /// <summary>From a number to the mask of those that are not zero.</summary>
    public void MaskOfNumber()
    {
        Number(0);
        Call("Equals", 2);
        Call("OnesComplement", 1);
    }

    /// <summary>Takes the operands from the stack and leaves the result.</summary>
    public void Apply(OpCode code)
    {
        switch (code)
        {
            case OpCode.Negate:
                Number(-0.0);
                Call("Xor", 2);
                break;
            case OpCode.Absolute:
                Call("Abs", 1);
                break;
            case OpCode.SquareRoot:
                Call("Sqrt", 1);
                break;
            case OpCode.Minimum or OpCode.Maximum when !X86Base.IsSupported:
                Extreme(isMinimum: code == OpCode.Minimum);
                break;
            case OpCode.NotEqual:
                Call("Equals", 2);
                Call("OnesComplement", 1);
                break;
            case OpCode.NearlyEqual or OpCode.NearlyLessOrEqual:
                Nearly(code == OpCode.NearlyLessOrEqual);
                break;
            default:
                Call(Name(code), code == OpCode.Select ? 3 : code == OpCode.Not ? 1 : 2);
                break;
        }
    }

    private static string Name(OpCode code) => code switch
    {
        OpCode.Add => "Add",
        OpCode.Subtract => "Subtract",
        OpCode.Multiply => "Multiply",
        OpCode.Divide => "Divide",
        OpCode.Minimum => "MinNative",
        OpCode.Maximum => "MaxNative",
        OpCode.Less => "LessThan",
        OpCode.LessOrEqual => "LessThanOrEqual",
        OpCode.Equal => "Equals",
        OpCode.And => "BitwiseAnd",
        OpCode.Or => "BitwiseOr",
        OpCode.Not => "OnesComplement",
        OpCode.Select => "ConditionalSelect",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not an operation of a loop."),
    };

    private void Extreme(bool isMinimum)
    {
        var (a, b) = (Pop(out var second), second);
        _il.Emit(OpCodes.Ldloc, isMinimum ? a : b);
        _il.Emit(OpCodes.Ldloc, isMinimum ? b : a);
        Call("LessThan", 2);
        _il.Emit(OpCodes.Ldloc, a);
        _il.Emit(OpCodes.Ldloc, b);
        Call("ConditionalSelect", 3);
    }

    private void Nearly(bool orLess)
    {
        var (a, b) = (Pop(out var second), second);
        _il.Emit(OpCodes.Ldloc, a);
        _il.Emit(OpCodes.Ldloc, b);
        Call("Subtract", 2);
        Call("Abs", 1);
        Number(CheckTolerance);
        _il.Emit(OpCodes.Ldloc, a);
        Call("Abs", 1);
        _il.Emit(OpCodes.Ldloc, b);
        Call("Abs", 1);
        Apply(OpCode.Maximum);
        Call("Multiply", 2);
        Call("LessThanOrEqual", 2);
        if (orLess)
        {
            _il.Emit(OpCodes.Ldloc, a);
            _il.Emit(OpCodes.Ldloc, b);
            Call("LessThanOrEqual", 2);
            Call("BitwiseOr", 2);
        }
    }

    private LocalBuilder Pop(out LocalBuilder second)
    {
        second = _il.DeclareLocal(Vector);
        var first = _il.DeclareLocal(Vector);
        _il.Emit(OpCodes.Stloc, second);
        _il.Emit(OpCodes.Stloc, first);
        return first;
    }

    private void Number(double value)
    {
        _il.Emit(OpCodes.Ldc_R8, value);
        _il.Emit(OpCodes.Call, _class.GetMethod("Create", [typeof(double)])!);
    }

    private void Call(string name, int parameters)
    {
        if (!_methods.TryGetValue((name, parameters), out var method))
        {
            _methods.Add((name, parameters), method = Find(name, parameters));
        }

        _il.Emit(OpCodes.Call, method);
    }

    private MethodInfo Find(string name, int parameters)
    {
        foreach (var method in _class.GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            if (method.Name != name || method.GetParameters().Length != parameters)
            {
                continue;
            }

            var one = method.IsGenericMethodDefinition ? method.MakeGenericMethod(typeof(double)) : method;
            var first = one.GetParameters()[0].ParameterType;
            if (name == "Load" ? first == typeof(double).MakePointerType()
                : first == Vector && (name != "Store" || one.GetParameters()[1].ParameterType == typeof(double).MakePointerType()))
            {
                return one;
            }
        }

        throw new MissingMethodException(_class.Name, name);
    }
}
