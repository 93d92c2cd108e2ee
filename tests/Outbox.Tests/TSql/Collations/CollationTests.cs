namespace Outbox.Tests.TSql.Collations;

/// <summary>
/// Collations never conflict, whatever the database's, the catalog's, tempdb's and the shop's columns' are, and names are
/// spelled as they are declared: in a database whose collation is case-sensitive they are other names otherwise.
/// </summary>
public sealed class CollationTests
{
    [Fact]
    public void No_script_has_a_fault()
    {
        var faults = Installation.All.SelectMany(i => i.Check()).Distinct().ToList();
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
    }

    [Theory]
    [InlineData("SELECT 1 FROM outbox.Message AS m INNER JOIN sys.objects AS o ON o.name = m.Kind;", Fault.Conflict)]
    [InlineData("SELECT 1 FROM outbox.Message AS m INNER JOIN #t AS t ON t.A = m.Kind;", Fault.Conflict)]
    [InlineData("SELECT COALESCE(m.Kind, o.name) FROM outbox.Message AS m CROSS JOIN sys.objects AS o;", Fault.Conflict)]
    [InlineData("SELECT m.Kind FROM outbox.Message AS m UNION ALL SELECT o.name FROM sys.objects AS o;", Fault.Conflict)]
    [InlineData("SELECT 1 FROM outbox.Message AS m WHERE m.Kind IN (SELECT o.name FROM sys.objects AS o);", Fault.Conflict)]
    [InlineData("SELECT m.Kind + o.name FROM outbox.Message AS m CROSS JOIN sys.objects AS o;", Fault.Conflict)]
    [InlineData("SELECT CONCAT(m.Kind, o.name) FROM outbox.Message AS m CROSS JOIN sys.objects AS o;", Fault.Conflict)]
    [InlineData("SELECT 1 FROM outbox.Message AS m, sys.objects AS o WHERE EXISTS (SELECT m.Kind EXCEPT SELECT o.name);", Fault.Conflict)]
    [InlineData("SELECT 1 FROM outbox.Message AS m, sys.objects AS o GROUP BY CASE WHEN m.Lane = 1 THEN m.Kind ELSE o.name END;", Fault.Conflict)]
    [InlineData("SELECT 1 FROM outbox.Message AS m, sys.objects AS o WHERE m.Kind LIKE o.name;", Fault.Conflict)]
    [InlineData("SELECT 1 FROM outbox.Message AS m, sys.objects AS o WHERE m.Kind COLLATE Latin1_General_CI_AS = o.name COLLATE Latin1_General_CS_AS;", Fault.Conflict)]
    [InlineData("SELECT 1 FROM outbox.Message AS m INNER JOIN (VALUES (N'a')) AS v (A) ON v.A = m.Kind;", Fault.Conflict)]
    [InlineData("SELECT 1 FROM outbox.Message AS m INNER JOIN OPENJSON(@j) WITH (A nvarchar(9)) AS j ON j.A = m.Kind;", Fault.Conflict)]
    [InlineData("DECLARE @t TABLE (A nvarchar(9) NOT NULL);", Fault.NotBinary)]
    [InlineData("CREATE TABLE outbox.T (A sysname COLLATE Turkish_CI_AS NOT NULL);", Fault.NotBinary)]
    [InlineData("CREATE VIEW outbox.V AS SELECT N'a' AS A;", Fault.NotBinary)]
    [InlineData("SELECT m.Kind COLLATE Latin1_General_100_BIN2 FROM outbox.Message AS m;", Fault.Redundant)]
    [InlineData("SELECT UPPER(@t);", Fault.Unstated)]
    [InlineData("SELECT 1 WHERE @t LIKE N'[a-z]';", Fault.Unstated)]
    [InlineData("SELECT m.kind FROM outbox.Message AS m;", Fault.Spelling)]
    [InlineData("SELECT M.Kind FROM outbox.Message AS m;", Fault.Spelling)]
    [InlineData("SELECT m.Kind FROM outbox.message AS m;", Fault.Spelling)]
    [InlineData("DECLARE @A int = 1; SELECT @a;", Fault.Spelling)]
    [InlineData("SELECT OBJECT_ID(N'outbox.message');", Fault.Spelling)]
    [InlineData("EXEC outbox.Purge @retentionDays = 1;", Fault.Spelling)]
    [InlineData("SELECT o.Name FROM sys.objects AS o;", Fault.Spelling)]
    [InlineData("SELECT m.Nothing FROM outbox.Message AS m;", Fault.Unresolved)]
    [InlineData("SELECT SOMETHING(1);", Fault.Unresolved)]
    [InlineData("EXEC (N'SELECT m.kind FROM outbox.Message AS m;');", Fault.Spelling)]
    public void A_fault_is_seen(string sql, object fault) =>
        Assert.Contains(Installation.All[0].Check(new Script("seed", $"CREATE TABLE #t (A nvarchar(9) NOT NULL);\nGO\n{sql}")), f => f.Fault == (Fault)fault && f.Line == 3);

    [Theory]
    [InlineData("SELECT 1 FROM outbox.Message AS m INNER JOIN sys.objects AS o ON o.name = m.Kind COLLATE DATABASE_DEFAULT;")]
    [InlineData("SELECT 1 FROM outbox.Message AS m WHERE m.Kind = N'touch' OR m.EventName = @name OR m.EventName = m.Kind OR m.Lane = @lane;")]
    [InlineData("SELECT (CASE WHEN m.Lane = 1 THEN m.Kind ELSE o.name END) COLLATE Latin1_General_100_BIN2 FROM outbox.Message AS m CROSS JOIN sys.objects AS o;")]
    [InlineData("SELECT 1 FROM outbox.Message AS m INNER JOIN OPENJSON(@j) AS j ON j.[key] = m.Kind;")]
    [InlineData("INSERT outbox.Capture (SchemaName, TableName, TriggerName, Hash) SELECT s.name, o.name, o.name, '' FROM sys.objects AS o INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id;")]
    [InlineData("SELECT CONVERT(nvarchar(20), m.MessageId) + o.name FROM outbox.Message AS m CROSS JOIN sys.objects AS o;")]
    public void What_is_right_is_no_fault(string sql) => Assert.Empty(Installation.All[0].Check(new Script("seed", sql)));

    /// <summary>
    /// Without a COLLATE either the checker finds a fault, or some operator or function works by another collation: then
    /// there is no conflict, and still it must not depend on the database what that does.
    /// </summary>
    [Fact]
    public void Without_any_of_its_collations_a_script_has_a_fault()
    {
        var (needed, meant, idle) = (0, 0, new List<string>());
        foreach (var installation in Installation.All.Where(i => !i.IsShops))
        {
            foreach (var script in installation.Scripts)
            {
                foreach (var (line, without) in Collations.Without(script))
                {
                    if (installation.Check(without).Count > 0)
                    {
                        needed++;
                    }
                    else if (!installation.Compared(without).SequenceEqual(installation.Compared(script)))
                    {
                        meant++;
                    }
                    else
                    {
                        idle.Add($"{script.Name}:{line}");
                    }
                }
            }
        }

        Assert.True(needed > 100, $"{needed} are needed.");
        Assert.True(idle.Count == 0, $"{idle.Count} of {needed + meant + idle.Count} say nothing:\n{string.Join('\n', idle.Distinct())}");
    }
}
