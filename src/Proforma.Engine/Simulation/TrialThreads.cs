using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Proforma.Engine.Simulation;

/// <summary>
/// Hands ranges of units to threads and their sinks to the collector, in order. Ranges have a fixed length, so that sums over them do not
/// depend on the number of threads.
/// </summary>
internal sealed class TrialThreads : IDisposable
{
    /// <summary>How many units a range has: few enough to keep threads busy to the end, many enough that handing them out costs nothing.</summary>
    public const int RangeUnits = 16;

    private const int OpenRangesPerThread = 4;
    private static readonly TimeSpan s_progressInterval = TimeSpan.FromMilliseconds(50);

    private readonly SimulationPlan _plan;
    private readonly TrialEngines _engines;
    private readonly ITrialCollector _collector;
    private readonly CancellationToken _cancellation;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, (TrialRange Range, ITrialSink Sink)> _done = [];
    private readonly SemaphoreSlim _room;
    private readonly long _firstUnit;
    private readonly long _lastUnit;
    private readonly int _threads;
    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();
    private long _nextRange;
    private long _nextToEnd;
    private long _trialsRun;
    private long _trialsRedone;
    private volatile bool _stopped;
    private ExceptionDispatchInfo? _failure;

    public TrialThreads(TrialEngines engines, ITrialCollector collector, CancellationToken cancellation)
    {
        var plan = engines.Plan;
        _plan = plan;
        _engines = engines;
        _collector = collector;
        _cancellation = cancellation;
        var options = plan.Options;
        _firstUnit = options.FirstUnit;
        _lastUnit = options.UnitCount < 0 ? plan.Units : Math.Min(plan.Units, options.FirstUnit + Math.Min(options.UnitCount, plan.Units));
        var ranges = (_lastUnit - _firstUnit + RangeUnits - 1) / RangeUnits;
        var wanted = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        _threads = (int)Math.Clamp(Math.Min(wanted, ranges), 1, 1024);
        _room = new SemaphoreSlim(_threads * OpenRangesPerThread);
    }

    public void Dispose() => _room.Dispose();

    public SimulationOutcome Run()
    {
        var others = new Thread[_threads - 1];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(Work) { IsBackground = true, Name = "trials" };
            others[i].Start();
        }

        Work();
        foreach (var thread in others)
        {
            thread.Join();
        }

        _failure?.Throw();
        return new SimulationOutcome
        {
            TrialsRun = _trialsRun,
            WasCancelled = _cancellation.IsCancellationRequested && _trialsRun < TrialsAsked,
            Path = _engines.Path,
            PathReason = _engines.Reason,
            TrialsRedone = _trialsRedone,
        };
    }

    private long TrialsAsked => Math.Min(_lastUnit * MonteCarlo.UnitLength, _plan.Options.Trials) - (_firstUnit * MonteCarlo.UnitLength);

    private bool MustStop => _stopped || _cancellation.IsCancellationRequested;

    private void Work()
    {
        try
        {
            using var engine = _engines.Create();
            var outputs = new double[_plan.Options.Outputs.Length * MonteCarlo.UnitLength];
            var inputs = _plan.Options.WantsInputs ? new double[_plan.Draws.Values.Length * MonteCarlo.UnitLength] : [];
            while (!MustStop && TakeRange(out var range))
            {
                Compute(engine, range, outputs, inputs);
            }

            Interlocked.Add(ref _trialsRedone, engine.TrialsRedone);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            _stopped = true;
        }
        catch (Exception failure)
        {
            // The first failure is the run's; the other threads end after their unit.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
            _stopped = true;
        }
    }

    /// <summary>Waits until there is room for another open range, so that a slow thread does not pile up the sinks of the others.</summary>
    private bool TakeRange(out long range)
    {
        range = 0;
        while (!_room.Wait(100))
        {
            if (MustStop)
            {
                return false;
            }
        }

        range = Interlocked.Increment(ref _nextRange) - 1;
        if (_firstUnit + (range * RangeUnits) < _lastUnit)
        {
            return true;
        }

        _room.Release();
        return false;
    }

    private void Compute(ITrialEngine engine, long range, double[] outputs, double[] inputs)
    {
        var first = _firstUnit + (range * RangeUnits);
        var end = Math.Min(first + RangeUnits, _lastUnit);
        var firstTrial = first * MonteCarlo.UnitLength;
        var sink = _collector.Begin(new TrialRange(firstTrial, Math.Min(end * MonteCarlo.UnitLength, _plan.Options.Trials) - firstTrial));
        var done = 0L;
        for (var unit = first; unit < end && !MustStop; unit++)
        {
            var count = _plan.TrialsIn(unit);
            var outputsOfUnit = outputs.AsSpan(0, _plan.Options.Outputs.Length * count);
            var inputsOfUnit = inputs.AsSpan(0, inputs.Length / MonteCarlo.UnitLength * count);
            engine.Compute(unit, count, outputsOfUnit, inputsOfUnit);
            sink.Accept(unit * MonteCarlo.UnitLength, count, outputsOfUnit, inputsOfUnit);
            done += count;
        }

        End(range, new TrialRange(firstTrial, done), sink);
    }

    private void End(long range, TrialRange trials, ITrialSink sink)
    {
        lock (_gate)
        {
            _done.Add(range, (trials, sink));
            while (_done.Remove(_nextToEnd, out var next))
            {
                _nextToEnd++;
                _trialsRun += next.Range.Count;
                _collector.End(next.Range, next.Sink);
                _room.Release();
            }

            if (_plan.Options.Progress is { } progress && (_sinceProgress.Elapsed >= s_progressInterval || _trialsRun == TrialsAsked))
            {
                _sinceProgress.Restart();
                progress.Report(new SimulationProgress(_trialsRun, TrialsAsked));
            }
        }
    }
}
