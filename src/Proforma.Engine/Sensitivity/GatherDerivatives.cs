using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Sensitivity;

/// <summary>The derivatives of reductions in the values that they gather.</summary>
internal static class GatherDerivatives
{
    /// <summary>The derivative in each value; 0 for blanks, and for counts and conditions, which jump.</summary>
    public static double[] Of(Reducer reducer, IReadOnlyList<CellValue> values)
    {
        var derivatives = new double[values.Count];
        var numbers = values.Count(static value => value.IsValue);
        switch (reducer)
        {
            case Reducer.Sum or Reducer.Mean:
                for (var i = 0; i < derivatives.Length; i++)
                {
                    derivatives[i] = !values[i].IsValue ? 0 : reducer == Reducer.Sum ? 1 : 1.0 / numbers;
                }

                break;
            case Reducer.Minimum or Reducer.Maximum:
                if (Extreme(values, reducer == Reducer.Minimum ? 1 : -1) is >= 0 and var at)
                {
                    derivatives[at] = 1;
                }

                break;
            default:
                break;
        }

        return derivatives;
    }

    // The first of several equal ones: at a tie the extreme has a kink, and this is one of its sides.
    private static int Extreme(IReadOnlyList<CellValue> values, int sign)
    {
        var found = -1;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].IsValue && (found < 0 || sign * values[i].Raw < sign * values[found].Raw))
            {
                found = i;
            }
        }

        return found;
    }
}
