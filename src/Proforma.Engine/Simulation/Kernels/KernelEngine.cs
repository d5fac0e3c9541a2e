using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Proforma.Engine.Numerics;
using Proforma.Engine.Random;
using Proforma.Engine.Simulation.Draws;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>
/// Computes trials by the steps of a <see cref="TrialProgram"/>: for each block of a unit all steps in order, for each step its segments.
/// Trials in which a number fails are recalculated by themselves. Belongs to one thread.
/// </summary>
internal sealed unsafe class KernelEngine : ITrialEngine
{
    private const int Alignment = 64;

    private readonly SimulationPlan _plan;
    private readonly TrialProgram _program;
    private readonly LoadedStep[] _steps;
    private readonly UnitValues _values;
    private readonly double* _slab;
    private readonly double* _scratch;
    private TrialRecalculation? _recalculation;

    public KernelEngine(SimulationPlan plan, TrialProgram program, LoadedStep[] steps)
    {
        (_plan, _program, _steps) = (plan, program, steps);
        _values = new UnitValues(plan);
        var scratch = steps.SelectMany(static s => s.Parts).Select(static p => p.Machine?.ScratchHomes ?? 0).Append(1).Max();
        _slab = Allocate(Math.Max(1, program.Homes));
        _scratch = Allocate(scratch);
    }

    public long TrialsRedone { get; private set; }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_slab);
        NativeMemory.AlignedFree(_scratch);
    }

    public void Compute(long unit, int count, Span<double> outputs, Span<double> inputs)
    {
        _values.Draw(unit, count);
        _values.CopyTo(inputs, count);
        foreach (var (output, value) in _program.Constants)
        {
            outputs.Slice(output * count, count).Fill(value);
        }

        fixed (double* target = outputs)
        {
            for (var first = 0; first < count; first += BlockOps.Length)
            {
                Run(first, Math.Min(BlockOps.Length, count - first), count, target);
                Redo(unit, first, Math.Min(BlockOps.Length, count - first), count, outputs);
            }
        }
    }

    private static double* Allocate(int homes)
    {
        var bytes = (nuint)homes * BlockOps.Length * sizeof(double);
        var memory = (double*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(memory, bytes);
        return memory;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run(int first, int length, int count, double* outputs)
    {
        if (_program.Poison >= 0)
        {
            new Span<double>(Home(_program.Poison), BlockOps.Length).Clear();
        }

        foreach (var step in _steps)
        {
            foreach (var move in step.Plan.Before)
            {
                Move(move);
            }

            foreach (var (value, home, isWatched) in step.Plan.Draws)
            {
                SegmentMachine.Copy(_values.Block(value, first), Home(home));
                if (isWatched)
                {
                    SegmentMachine.Watch<Lanes4>(Home(_program.Poison), Home(home));
                }
            }

            foreach (var part in step.Parts)
            {
                part.Run(_slab, step.Row, step.Fixed, _scratch);
            }

            foreach (var move in step.Plan.After)
            {
                Move(move);
            }

            foreach (var (home, output) in step.Plan.Outputs)
            {
                var target = outputs + (output * count) + first;
                if (length == BlockOps.Length)
                {
                    SegmentMachine.Copy(Home(home), target);
                }
                else
                {
                    new ReadOnlySpan<double>(Home(home), length).CopyTo(new Span<double>(target, length));
                }
            }
        }
    }

    private double* Home(int home) => _slab + (home * BlockOps.Length);

    private void Move(HomeMove move)
    {
        if (move.Source < 0)
        {
            new Span<double>(Home(move.Target), BlockOps.Length).Fill(move.Value);
        }
        else
        {
            SegmentMachine.Copy(Home(move.Source), Home(move.Target));
        }
    }

    private void Redo(long unit, int first, int length, int count, Span<double> outputs)
    {
        if (!MayHaveFailed(first, length, count, outputs))
        {
            return;
        }

        for (var trial = 0; trial < length; trial++)
        {
            if (HasFailed(first, trial, count, outputs))
            {
                _recalculation ??= new TrialRecalculation(_plan);
                _recalculation.ComputeOne(unit, count, first + trial, outputs, count, first + trial);
                TrialsRedone++;
            }
        }
    }

    // x·0 is 0 for a number and NaN for all else, and a NaN stays in the sum.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool MayHaveFailed(int first, int length, int count, ReadOnlySpan<double> outputs)
    {
        var sum = Vector256<double>.Zero;
        foreach (var output in _program.Varying)
        {
            var values = outputs.Slice((output * count) + first, length);
            var i = 0;
            for (; i + 4 <= length; i += 4)
            {
                sum += Vector256.Create(values[i..]) * Vector256<double>.Zero;
            }

            for (; i < length; i++)
            {
                sum += Vector256.Create(values[i] * 0);
            }
        }

        for (var i = 0; i < BlockOps.Length && _program.Poison >= 0; i += 4)
        {
            sum += Vector256.Load(Home(_program.Poison) + i);
        }

        return !Vector256.EqualsAll(sum, Vector256<double>.Zero);
    }

    private bool HasFailed(int first, int trial, int count, ReadOnlySpan<double> outputs)
    {
        if (_program.Poison >= 0 && !double.IsFinite(Home(_program.Poison)[trial]))
        {
            return true;
        }

        foreach (var output in _program.Varying)
        {
            var value = outputs[(output * count) + first + trial];
            if (!double.IsFinite(value) && !(_program.MayBeState[output] && StateFlow.IsPlainState(value)))
            {
                return true;
            }
        }

        return false;
    }
}
