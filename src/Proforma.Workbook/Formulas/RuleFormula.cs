using Proforma.Model.Program;

namespace Proforma.Workbook.Formulas;

/// <summary>Where the operands of a rule stand: the cells of one step, or figures of a longer period.</summary>
internal interface IFormulaOperands
{
    Formula Table(int table);

    /// <param name="read">What is read.</param>
    /// <param name="done">The operations so far: the default of a read outside of the calendar is one of them.</param>
    Formula Read(SlotRead read, ReadOnlySpan<Formula> done);

    Formula Reduce(Reduction reduction);

    Formula Window(Window window);

    Formula RollUp(RollUpRead rollUp);

    Formula Search(Search search);

    Formula Call(Call call, ReadOnlySpan<Formula> done);
}

/// <summary>A spreadsheet has no formula for this with the same meaning: its cells are exported as values.</summary>
internal sealed class NoFormulaException(string message) : Exception(message);

/// <summary>Turns the operations of a rule into one formula.</summary>
internal static class RuleFormula
{
    /// <summary>Longer formulas and deeper ones are refused by spreadsheets.</summary>
    private const int LongestFormula = 8_000, MostNested = 60;

    /// <exception cref="NoFormulaException">There is no formula with the same meaning.</exception>
    public static Formula Of(Rule rule, IFormulaOperands operands)
    {
        var done = new Formula[rule.Ops.Length];
        var states = new States[rule.Ops.Length];
        for (var i = 0; i < done.Length; i++)
        {
            var op = rule.Ops[i];
            var formula = op.Code switch
            {
                OpCode.Constant => FormulaOps.Constant(op.Value),
                OpCode.Table => operands.Table(op.A),
                OpCode.Read => operands.Read(rule.Reads[op.A], done),
                OpCode.Reduce => operands.Reduce(rule.Reductions[op.A]),
                OpCode.Window => operands.Window(rule.Windows[op.A]),
                OpCode.RollUp => operands.RollUp(rule.RollUps[op.A]),
                OpCode.Search => operands.Search(rule.Searches[op.A]),
                OpCode.Call => operands.Call(rule.Calls[op.A], done),
                _ => FormulaOps.Apply(
                    op.Code, done[op.A], op.B < 0 ? null : done[op.B], op.C < 0 ? null : done[op.C], StateRules.Apply(rule, op, states)),
            };
            if (formula.Text.Length > LongestFormula || formula.Depth > MostNested || formula.BlankTests.Length > Gathering.MostArguments)
            {
                throw new NoFormulaException("The formula is longer than a spreadsheet takes.");
            }

            done[i] = formula;
            states[i] = formula.States;
        }

        return done[^1];
    }
}
