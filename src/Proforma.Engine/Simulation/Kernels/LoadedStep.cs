using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Proforma.Engine.Execution;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>A step ready to run: its constants at fixed addresses, its segments as machine code or as machines. Shared by all threads.</summary>
internal sealed unsafe class LoadedStep
{
    private const long MostCompiled = 20_000;

    private readonly double[] _row;
    private readonly double[] _fixed;

    private LoadedStep(StepPlan plan, StepPart[] parts, double[] fixedRow)
    {
        Plan = plan;
        Parts = parts;
        _row = Pinned(plan.Row);
        _fixed = fixedRow;
        Row = (double*)Unsafe.AsPointer(ref FirstOf(_row));
        Fixed = (double*)Unsafe.AsPointer(ref FirstOf(_fixed));
    }

    public StepPlan Plan { get; }

    public StepPart[] Parts { get; }

    public double* Row { get; }

    public double* Fixed { get; }

    /// <summary>Makes a program ready.</summary>
    /// <param name="program">The program.</param>
    /// <param name="finance">The finance functions.</param>
    /// <param name="width">The width of vectors in bits, or 0 for segments that are not compiled.</param>
    /// <param name="compileFrom">How many steps must share a segment for it to be compiled, unless it was compiled before.</param>
    public static LoadedStep[] Load(TrialProgram program, FinanceCalls finance, int width, long compileFrom)
    {
        var uses = new Dictionary<Segment, int>(ReferenceEqualityComparer.Instance);
        foreach (var segment in program.Steps.SelectMany(static s => s.Segments))
        {
            uses[segment] = uses.GetValueOrDefault(segment) + 1;
        }

        var compiled = ToCompile(uses, program.Poison, width, compileFrom);
        var parts = new Dictionary<Segment, StepPart>(ReferenceEqualityComparer.Instance);
        var rows = new Dictionary<double[], double[]>(ReferenceEqualityComparer.Instance);
        var loaded = new LoadedStep[program.Steps.Length];
        for (var i = 0; i < loaded.Length; i++)
        {
            var step = program.Steps[i];
            foreach (var segment in step.Segments)
            {
                if (!parts.ContainsKey(segment))
                {
                    parts.Add(segment, new StepPart(segment, program.Poison, finance, compiled.Contains(segment) ? width : 0));
                }
            }

            if (!rows.TryGetValue(step.Fixed, out var fixedRow))
            {
                rows.Add(step.Fixed, fixedRow = Pinned(step.Fixed));
            }

            loaded[i] = new LoadedStep(step, [.. step.Segments.Select(s => parts[s])], fixedRow);
        }

        return loaded;
    }

    // The segments that are used most, as far as making code for them takes a second or so.
    private static HashSet<Segment> ToCompile(Dictionary<Segment, int> uses, int poison, int width, long compileFrom)
    {
        var chosen = new HashSet<Segment>(ReferenceEqualityComparer.Instance);
        var operations = 0L;
        foreach (var (segment, count) in uses.OrderByDescending(static pair => pair.Value))
        {
            if (width == 0 || segment.IsBlockwise)
            {
                continue;
            }

            var isKnown = KernelCache.Has(segment, poison, width);
            if (isKnown || (count >= compileFrom && operations < MostCompiled))
            {
                chosen.Add(segment);
                operations += isKnown ? 0 : segment.Operations.Length;
            }
        }

        return chosen;
    }

    private static double[] Pinned(double[] row)
    {
        // One more vector than needed, to begin at a cache line.
        var pinned = GC.AllocateUninitializedArray<double>(row.Length + 16, pinned: true);
        row.CopyTo(pinned, FirstAligned(pinned));
        return pinned;
    }

    private static int FirstAligned(double[] pinned) =>
        (int)((64 - ((nuint)Unsafe.AsPointer(ref pinned[0]) % 64)) % 64) / sizeof(double);

    private static ref double FirstOf(double[] pinned) => ref pinned[FirstAligned(pinned)];
}

/// <summary>One segment, ready to run.</summary>
internal sealed unsafe class StepPart
{
    private readonly Segment _segment;
    private readonly int _poison;
    private readonly FinanceCalls _finance;
    private readonly SegmentKernel? _kernel;

    public StepPart(Segment segment, int poison, FinanceCalls finance, int width)
    {
        (_segment, _poison, _finance) = (segment, poison, finance);
        if (!segment.IsBlockwise)
        {
            _kernel = width > 0 ? KernelCache.Get(segment, poison, width) : null;
            Machine = _kernel is null ? new SegmentMachine(segment, poison) : null;
        }
    }

    /// <summary>Whether there is machine code for it.</summary>
    public bool IsCompiled => _kernel is not null;

    /// <summary>The machine that runs the segment where there is no code for it.</summary>
    public SegmentMachine? Machine { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(double* slab, double* row, double* shared, double* scratch)
    {
        if (_kernel is not null)
        {
            _kernel(slab, row, shared);
        }
        else if (Machine is not null)
        {
            Machine.Run(slab, row, shared, scratch);
        }
        else
        {
            RunBlockwise(slab, row, shared);
        }
    }

    private void RunBlockwise(double* slab, double* row, double* shared)
    {
        var operation = _segment.Operations[0];
        var result = slab + (operation.Home * BlockOps.Length);
        if (operation.Call is { } call)
        {
            var places = new double*[operation.Operands.Length];
            var strides = new int[places.Length];
            for (var i = 0; i < places.Length; i++)
            {
                places[i] = PlaceOf(operation.Operands[i], slab, row, shared, out strides[i]);
            }

            BlockOps.Call(call, _finance, places, strides, result);
        }
        else
        {
            var a = PlaceOf(operation.Operands[0], slab, row, shared, out var strideA);
            var strideB = 0;
            var b = operation.Operands.Length < 2 ? null : PlaceOf(operation.Operands[1], slab, row, shared, out strideB);
            BlockOps.Apply(operation.Code, a, strideA, b, strideB, result);
        }

        if (operation.IsWatched)
        {
            SegmentMachine.Watch<Numerics.Lanes4>(slab + (_poison * BlockOps.Length), result);
        }
    }

    private static double* PlaceOf(Place place, double* slab, double* row, double* shared, out int stride)
    {
        stride = place.Kind is PlaceKind.Column or PlaceKind.Fixed ? 0 : 1;
        return place.Kind switch
        {
            PlaceKind.Home => slab + (place.Index * BlockOps.Length),
            PlaceKind.Column => row + (place.Index * 8),
            PlaceKind.Fixed => shared + (place.Index * 8),
            _ => null,
        };
    }
}
