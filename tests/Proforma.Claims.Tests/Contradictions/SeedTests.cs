using Proforma.Claims.Contradictions;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Language;
using Proforma.Workspace;
using Xunit;

namespace Proforma.Claims.Tests.Contradictions;

/// <summary>The claims of the example: which of the tensions that a careful reader found arithmetic finds by itself.</summary>
public sealed class SeedTests
{
    private static readonly PlanProgram s_program = Load();
    private static readonly ContradictionReport s_report = ContradictionFinder.Find(s_program, ClaimConstraints.Of(s_program));

    [Fact]
    public void Tmp()
    {
        foreach (var c in s_report.Contradictions)
        {
            var a = c.Arithmetic;
            TestContext.Current.SendDiagnosticMessage($"{c.Kind} {string.Join(' ', c.Claims.Select(Name))} [{c.Track}] same {string.Join('|', c.SameAs.Select(s => string.Join(',', s.Select(Name))))} :: {a.Shape} {string.Join(" , ", a.Terms.Select(t => $"{t.Factor:g3}*{Name(t.Claim)}[{t.Said.Low:g4},{t.Said.High:g4}]"))} => [{a.Implied.Low:g5},{a.Implied.High:g5}] vs {Name(a.Against)} [{a.Said.Low:g5},{a.Said.High:g5}] checks {c.Checks.Length}");
        }

        foreach (var q in s_report.Implied)
        {
            TestContext.Current.SendDiagnosticMessage($"IMPLIED {s_program.Slots[q.Quantity.Slot].Name}[{q.Quantity.Period}] row {q.Quantity.Row} [{q.Said.Low:g5},{q.Said.High:g5}] from {string.Join(' ', q.From.Select(Name))} stated {q.IsStated} exact {q.IsExact} {q.Track}");
        }

        TestContext.Current.SendDiagnosticMessage($"complete {s_report.IsComplete} {s_report.IsImpliedComplete} unused {string.Join(' ', s_report.Unused.Select(Name))}");
    }

    private static string Name(int claim) => s_program.Claims[claim].Name;

    private static PlanProgram Load()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Proforma.slnx")))
        {
            folder = folder.Parent!;
        }

        var (session, problem) = PlanSession.Open(Path.Combine(folder.FullName, "examples", "anthropic", "claims.plan"), scope: CompileScope.Claims);
        return session?.Program ?? throw new InvalidOperationException(problem);
    }
}
