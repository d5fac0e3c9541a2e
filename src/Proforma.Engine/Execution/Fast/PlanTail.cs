using Proforma.Model.Program;

namespace Proforma.Engine.Execution.Fast;

/// <summary>What lies behind the grid, so that one address reaches it: first the calendars' tables, then room for gathered operands.</summary>
internal static class PlanTail
{
    /// <summary>The number of entries of all tables.</summary>
    public static long TableLength(PlanProgram program) => program.TimeAxes.Sum(static axis => axis.Tables.Sum(static table => (long)table.Length));

    /// <summary>Where each table of each calendar begins.</summary>
    /// <param name="program">The plan.</param>
    /// <param name="tail">Where the tail begins.</param>
    public static long[][] PlacesOfTables(PlanProgram program, long tail)
    {
        var places = new long[program.TimeAxes.Length][];
        for (var axis = 0; axis < places.Length; axis++)
        {
            places[axis] = new long[program.TimeAxes[axis].Tables.Length];
            for (var table = 0; table < places[axis].Length; table++)
            {
                places[axis][table] = tail;
                tail += program.TimeAxes[axis].Tables[table].Length;
            }
        }

        return places;
    }
}
