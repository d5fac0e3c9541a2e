using Proforma.Engine.Simulation.Tracing;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>Where values live between operations, steps and reads of long ago.</summary>
internal sealed class HomePlan
{
    private readonly TrialGraph _graph;
    private readonly StepClasses _classes;
    private readonly Dictionary<StepClass, int> _indexOf = [];
    private readonly List<StepClass> _all;
    private readonly int[] _firstElement;
    private readonly HomeSets _sets;
    private readonly bool[] _needsHome;
    private readonly bool[] _isCopied;
    private readonly int[] _homeOf;
    private readonly Dictionary<int, int> _keptOf = [];

    public HomePlan(TracedPlan plan, StepClasses classes)
    {
        _graph = plan.Graph;
        _classes = classes;
        _all = [.. classes.All];
        _firstElement = new int[_all.Count + 1];
        var elements = new List<(int, bool)>();
        for (var i = 0; i < _all.Count; i++)
        {
            _indexOf.Add(_all[i], i);
            elements.AddRange(Enumerable.Repeat((i, false), _all[i].Operations.Length));
            elements.AddRange(Enumerable.Repeat((i, true), _all[i].Earlier));
            _firstElement[i + 1] = elements.Count;
        }

        _sets = new HomeSets(elements);
        _needsHome = new bool[elements.Count];
        _isCopied = new bool[elements.Count];
        _homeOf = new int[elements.Count];
        Array.Fill(_homeOf, -1);
        Join();
        foreach (var output in plan.Outputs)
        {
            if (output.IsNode)
            {
                _needsHome[ElementOf(output.Node)] = true;
            }
        }

        for (var i = 0; i < _all.Count; i++)
        {
            NeedWithin(i);
        }

        Assign();
        Keep();
    }

    /// <summary>How many homes there are.</summary>
    public int Count { get; private set; }

    public int NewHome() => Count++;

    /// <summary>The home of an operation, or −1 when it is needed only within its loop.</summary>
    public int HomeOf(StepClass step, int place) => _homeOf[_firstElement[_indexOf[step]] + place];

    /// <summary>The home in which a step finds a value of an earlier step.</summary>
    public int HomeOfEarlier(StepClass step, int number) => _homeOf[_firstElement[_indexOf[step]] + step.Operations.Length + number];

    /// <summary>Whether the value must be copied there from where it is kept.</summary>
    public bool IsCopied(StepClass step, int number) => _isCopied[_firstElement[_indexOf[step]] + step.Operations.Length + number];

    /// <summary>Where a node's value is kept for reads of long ago, or −1.</summary>
    public int KeptOf(int node) => _keptOf.GetValueOrDefault(node, -1);

    public int HomeOfNode(int node) => _homeOf[ElementOf(node)];

    private int ElementOf(int node)
    {
        var step = _classes.Steps[_graph.Nodes[node].Time + 1]!;
        return _firstElement[_indexOf[step]] + _classes.PlaceOf(node);
    }

    private void Join()
    {
        for (var i = 0; i < _all.Count; i++)
        {
            for (var k = 0; k < _all[i].Earlier; k++)
            {
                var element = _firstElement[i] + _all[i].Operations.Length + k;
                _needsHome[element] = true;
                var inPlace = _all[i].Lags[k] == 1;
                foreach (var instance in _all[i].Instances)
                {
                    var node = instance.Earlier[k];
                    if (_graph.Nodes[node] is { Kind: NodeKind.Start } start)
                    {
                        _needsHome[start.A >= 0 ? ElementOf(start.A) : element] = true;
                    }
                    else
                    {
                        _needsHome[ElementOf(node)] = true;
                        inPlace = inPlace && _sets.TryJoin(element, ElementOf(node));
                    }
                }

                _isCopied[element] = !inPlace;
            }
        }
    }

    // What blockwise operations read and give, what drawn values are put into, and what one segment leaves for another.
    private void NeedWithin(int index)
    {
        var step = _all[index];
        var segmentOf = new int[step.Operations.Length];
        Array.Fill(segmentOf, -1);
        var segments = SegmentOrder.Of(step);
        for (var s = 0; s < segments.Count; s++)
        {
            foreach (var place in segments[s].Places)
            {
                segmentOf[place] = s;
                _needsHome[_firstElement[index] + place] |= segments[s].IsBlockwise;
            }
        }

        for (var place = 0; place < step.Operations.Length; place++)
        {
            _needsHome[_firstElement[index] + place] |= segmentOf[place] < 0;
            foreach (var operand in step.Operations[place].Operands)
            {
                if (operand.Kind == OperandKind.Local)
                {
                    _needsHome[_firstElement[index] + operand.Index] |= segmentOf[operand.Index] != segmentOf[place];
                }
                else if (operand.Kind == OperandKind.Invariant)
                {
                    _needsHome[_firstElement[_indexOf[_classes.Steps[0]!]] + operand.Index] = true;
                }
            }
        }
    }

    private void Assign()
    {
        var homeOfSet = new Dictionary<int, int>();
        for (var element = 0; element < _homeOf.Length; element++)
        {
            if (!_needsHome[element])
            {
                continue;
            }

            if (_isCopied[element])
            {
                _homeOf[element] = Count++;
                continue;
            }

            var set = _sets.Find(element);
            if (!homeOfSet.TryGetValue(set, out var home))
            {
                homeOfSet.Add(set, home = Count++);
            }

            _homeOf[element] = home;
        }
    }

    // Values read long after they were computed get a place of their own for that time; places are used again afterwards.
    private void Keep()
    {
        var lastUse = new Dictionary<int, int>();
        foreach (var step in _all)
        {
            for (var k = 0; k < step.Earlier; k++)
            {
                if (!_isCopied[_firstElement[_indexOf[step]] + step.Operations.Length + k])
                {
                    continue;
                }

                foreach (var instance in step.Instances)
                {
                    var node = instance.Earlier[k];
                    if (_graph.Nodes[node].Kind != NodeKind.Start)
                    {
                        lastUse[node] = Math.Max(lastUse.GetValueOrDefault(node), instance.Time);
                    }
                }
            }
        }

        var free = new Stack<int>();
        var busy = new PriorityQueue<int, int>();
        foreach (var (node, until) in lastUse.OrderBy(pair => _graph.Nodes[pair.Key].Time).ThenBy(static pair => pair.Key))
        {
            while (busy.TryPeek(out var home, out var freeAfter) && freeAfter <= _graph.Nodes[node].Time)
            {
                busy.Dequeue();
                free.Push(home);
            }

            var place = free.TryPop(out var again) ? again : Count++;
            _keptOf.Add(node, place);
            busy.Enqueue(place, until);
        }
    }
}
