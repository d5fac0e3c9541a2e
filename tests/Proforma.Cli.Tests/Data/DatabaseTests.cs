using System.Globalization;
using DuckDB.NET.Data;
using Xunit;

namespace Proforma.Cli.Tests.Data;

/// <summary>Another program, DuckDB, reads what `run` writes: the three forms say the same, and the documented queries run.</summary>
public sealed class DatabaseTests : IDisposable
{
    private static readonly string s_plan = Path.Combine(RepositoryFolders.Root, "examples", "anthropic", "anthropic.plan");

    private readonly ScratchFolder _folder = new();
    private readonly DuckDBConnection _database = new("DataSource=:memory:");

    public DatabaseTests()
    {
        _database.Open();
        Assert.Equal(0, Invocation.Of(["run", s_plan, "--by", "month", "--parquet", "records.parquet"]).ExitCode);
        Execute($"SET file_search_path = '{_folder.Path}'");
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_form_holds_the_same_records()
    {
        File.WriteAllText("records.csv", Invocation.Of(["run", s_plan, "--by", "month", "--csv"]).Output);
        File.WriteAllText("records.json", Invocation.Of(["run", s_plan, "--by", "month", "--json"]).Output);
        var parquet = "SELECT entity, line, label, member, track, period, grain, kind, unit, value, coalesce(value_text, '') AS value_text, coalesce(reason, '') AS reason FROM 'records.parquet'";
        var csv = parquet.Replace("'records.parquet'", "read_csv('records.csv', all_varchar = true, nullstr = '')", StringComparison.Ordinal);
        csv = csv.Replace(" value,", " CAST(value AS DOUBLE),", StringComparison.Ordinal);
        foreach (var text in new[] { "entity", "label", "member", "track", "period", "grain", "unit" })
        {
            csv = csv.Replace($" {text},", $" coalesce({text}, ''),", StringComparison.Ordinal);
        }

        var json = parquet.Replace("'records.parquet'", "read_json('records.json', columns = {entity: 'VARCHAR', line: 'VARCHAR', label: 'VARCHAR', member: 'VARCHAR', track: 'VARCHAR', period: 'VARCHAR', grain: 'VARCHAR', kind: 'VARCHAR', unit: 'VARCHAR', value: 'DOUBLE', value_text: 'VARCHAR', reason: 'VARCHAR'})", StringComparison.Ordinal);
        var count = Rows("SELECT count(*) FROM 'records.parquet'")[0][0];
        Assert.True(long.Parse(count, CultureInfo.InvariantCulture) > 4_000, count);
        Assert.Equal(count, Rows($"SELECT count(*) FROM ({csv})")[0][0]);
        Assert.Empty(Rows($"({parquet}) EXCEPT ALL ({csv})"));
        Assert.Empty(Rows($"({parquet}) EXCEPT ALL ({json})"));
    }

    [Fact]
    public void The_documented_queries_answer()
    {
        var answers = File.ReadAllText(Path.Combine(RepositoryFolders.Root, "docs", "reference", "records.sql"))
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Rows)
            .ToList()[1..];
        Assert.Equal([["2024", "0.45", "0.45"], ["2025", "4", "2"], ["2026", "12", "5"], ["2027", "34.5", "12"]], answers[0]);
        Assert.Equal(["aggressive", "2027-05", "-2882"], answers[1][0]);
        Assert.Equal(["conservative", "2027-08", "-1640"], answers[1][1]);
        Assert.Equal(2 * 36, answers[2].Count);
        Assert.Contains(answers[3], static r => r[0] == "stock_compensation" && r[1] == "unknown");
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_left_as_it_was()
    {
        File.WriteAllText("kept.parquet", "what was there");
        var stopped = Invocation.Of(["run", s_plan, "--by", "month", "--parquet", "kept.parquet"], isInterrupted: true);
        Assert.NotEqual(0, stopped.ExitCode);
        Assert.Equal("what was there", File.ReadAllText("kept.parquet"));
        var nowhere = Invocation.Of(["run", s_plan, "--parquet", "missing/folder/x.parquet"]);
        Assert.Equal(3, nowhere.ExitCode);
        Assert.Contains("missing/folder/x.parquet cannot be written", nowhere.Error, StringComparison.Ordinal);
        Assert.Equal(["kept.parquet", "records.parquet"], Directory.GetFiles(".").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_plan_reads_members_and_drivers_that_another_program_wrote()
    {
        Execute("COPY (SELECT * FROM (VALUES ('a', 'north'), ('b', 'north'), ('c', 'south')) AS t(id, region)) TO '" + _folder.Path + "/shops.parquet' (FORMAT parquet)");
        Execute("COPY (SELECT shop, period, CAST(amount AS DECIMAL(10, 2)) AS amount, DATE '2025-01-31' AS seen, 7::BIGINT AS n FROM (VALUES ('a', '2025', 10.25), ('b', '2025', 1000), ('c', '2025', 5), ('a', '2026', 20)) AS t(shop, period, amount)) TO '"
            + _folder.Path + "/rents.parquet' (FORMAT parquet)");
        File.WriteAllText("shops.plan", """
            plan "Shops"
              currency USD
              calendar monthly 2025-01 .. 2026-12
            dimension shop from "shops.parquet" key id parent region
            input rent by shop : USD/month from "rents.parquet" column amount key shop
            line total = sum(rent)
            """);
        var run = Invocation.Of(["run", "shops.plan", "--csv", "--lines", "rent,total"]);
        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        Assert.Contains(",rent,rent,shop=a,,2025,year,flow,USD,123,", run.Output, StringComparison.Ordinal);
        Assert.Contains(",rent,rent,shop=b,,2025,year,flow,USD,12000,", run.Output, StringComparison.Ordinal);
        Assert.Contains(",rent,rent,shop=a,,2026,year,flow,USD,240,", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PAR1 this is none PAR1")]
    [InlineData("")]
    [InlineData("id,amount\na,1\n")]
    public void A_file_that_is_no_Parquet_is_refused(string text)
    {
        File.WriteAllText("rents.parquet", text);
        File.WriteAllText("bad.plan", """
            plan "Bad"
              currency USD
              calendar yearly 2025 .. 2026
            input rent : USD/year from "rents.parquet" column amount
            """);
        var check = Invocation.Of(["check", "bad.plan"]);
        Assert.Equal(2, check.ExitCode);
        Assert.Contains("rents.parquet is no Parquet file that can be read", check.Output + check.Error, StringComparison.Ordinal);
    }

    private void Execute(string sql)
    {
        using var command = _database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<string[]> Rows(string sql)
    {
        using var command = _database.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "")]);
        }

        return rows;
    }
}
