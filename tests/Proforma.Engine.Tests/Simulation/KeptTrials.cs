using Proforma.Engine.Simulation;

namespace Proforma.Testing;

/// <summary>Keeps every trial, for tests to look at.</summary>
internal sealed class KeptTrials(int outputs, long trials, int inputs = 0) : ITrialCollector, ITrialSink
{
    private readonly Lock _gate = new();

    public double[][] Outputs { get; } = [.. Enumerable.Range(0, outputs).Select(_ => new double[trials])];

    public double[][] Inputs { get; } = [.. Enumerable.Range(0, inputs).Select(_ => new double[trials])];

    public List<TrialRange> Begun { get; } = [];

    public List<TrialRange> Ended { get; } = [];

    public ITrialSink Begin(TrialRange range)
    {
        lock (_gate)
        {
            Begun.Add(range);
        }

        return this;
    }

    public void End(TrialRange range, ITrialSink sink) => Ended.Add(range);

    public void Accept(long firstTrial, int count, ReadOnlySpan<double> outputs, ReadOnlySpan<double> inputs)
    {
        for (var i = 0; i < Outputs.Length; i++)
        {
            outputs.Slice(i * count, count).CopyTo(Outputs[i].AsSpan((int)firstTrial));
        }

        for (var i = 0; i < Inputs.Length; i++)
        {
            inputs.Slice(i * count, count).CopyTo(Inputs[i].AsSpan((int)firstTrial));
        }
    }
}
