using Outbox.Mapping.Capture;
using Outbox.Stores.SqlServer.Writers;

namespace Outbox.Tests.Writers;

/// <summary>Which statements use OUTPUT, on which names, for which actions.</summary>
public sealed class OutputStatementsTests
{
    [Theory]
    [InlineData("INSERT dbo.Orders (Id) OUTPUT inserted.Id VALUES (1)", "Returned Insert dbo.Orders")]
    [InlineData("insert into Orders (Id) output inserted.Id values (1)", "Returned Insert Orders")]
    [InlineData("UPDATE o SET Id = 1 OUTPUT inserted.Id FROM dbo.Orders AS o", "Returned Update dbo.Orders")]
    [InlineData("UPDATE Orders SET Id = 1 OUTPUT inserted.Id FROM sales.Orders", "Returned Update sales.Orders")]
    [InlineData("DELETE x OUTPUT deleted.Id FROM (SELECT TOP (1) * FROM dbo.Orders ORDER BY Id) AS x", "Returned Delete dbo.Orders")]
    [InlineData("WITH next AS (SELECT TOP (1) * FROM dbo.Orders ORDER BY Id) DELETE FROM next OUTPUT deleted.Id", "Returned Delete dbo.Orders")]
    [InlineData("WITH a AS (SELECT * FROM shop.dbo.Orders), b AS (SELECT * FROM a) UPDATE b SET Id = 1 OUTPUT inserted.Id", "Returned Update shop.dbo.Orders")]
    [InlineData("MERGE dbo.Orders AS t USING dbo.New AS s ON s.Id = t.Id WHEN MATCHED THEN UPDATE SET Id = 1 WHEN NOT MATCHED THEN INSERT (Id) VALUES (1) OUTPUT $action;", "Returned Insert+Update dbo.Orders")]
    [InlineData("MERGE dbo.Orders AS t USING dbo.New AS s ON s.Id = t.Id WHEN NOT MATCHED BY SOURCE THEN DELETE OUTPUT $action;", "Returned Delete dbo.Orders")]
    [InlineData("DELETE dbo.Orders OUTPUT deleted.Id INTO dbo.Gone (Id)", "Filled Insert dbo.Gone")]
    [InlineData("DELETE dbo.Orders OUTPUT deleted.Id INTO dbo.Gone (Id) OUTPUT deleted.Id", "Returned Delete dbo.Orders; Filled Insert dbo.Gone")]
    [InlineData("DELETE dbo.Orders OUTPUT deleted.Id INTO @gone", "")]
    [InlineData("INSERT dbo.Log (Id) SELECT n.Id FROM (UPDATE dbo.Orders SET Id = 1 OUTPUT inserted.Id) AS n", "Returned Update dbo.Orders; FilledByNested Insert dbo.Log")]
    [InlineData("INSERT #new (Id) OUTPUT inserted.Id VALUES (1)", "")]
    [InlineData("INSERT @new (Id) OUTPUT inserted.Id VALUES (1)", "")]
    [InlineData("EXEC (N'INSERT dbo.Orders (Id) OUTPUT inserted.Id VALUES (1)')", "Returned Insert dbo.Orders")]
    [InlineData("(@p0 int,@p1 nvarchar(4000))INSERT INTO [Orders] ([Id]) OUTPUT INSERTED.[Id] VALUES (@p0)", "Returned Insert Orders")]
    [InlineData("EXEC dbo.Give @id OUTPUT; INSERT dbo.Orders (Id) VALUES (1)", "")]
    public void Each_use_is_told_with_its_actions(string sql, string expected)
    {
        var reading = OutputStatements.Read(sql);
        Assert.Null(reading.Unread);
        Assert.Equal(expected, string.Join("; ", reading.Uses.Select(Words)));
    }

    [Theory]
    [InlineData("INSERT dbo.Orders OUTPUT VALUES (")]
    [InlineData("SELECT 1; EXEC (N'INSERT dbo.Orders (' + @columns + N') VALUES (1)'); EXEC (N'INSERT dbo.Orders (Id) OUTPUT inserted.Id VALUES (' + @id + N')')")]
    public void What_cannot_be_read_is_said(string sql) => Assert.NotNull(OutputStatements.Read(sql).Unread);

    [Fact]
    public void Text_with_double_quotes_for_strings_is_read_as_well()
    {
        var reading = OutputStatements.Read("CREATE PROCEDURE dbo.Old AS INSERT dbo.Orders (Id) OUTPUT inserted.Id VALUES (\"1\"), (\"it's\")", quotedIdentifiers: false);
        Assert.Null(reading.Unread);
        Assert.Single(reading.Uses);
    }

    [Fact]
    public void A_statement_is_shown_without_what_was_written() => Assert.Equal(
        "INSERT dbo.Customers (Id, Email) OUTPUT inserted.Id VALUES (…, '…')",
        OutputStatements.Read("INSERT dbo.Customers (Id, Email) /* kim@example.com */ OUTPUT inserted.Id VALUES (5, N'kim@example.com')").Uses[0].Statement);

    [Theory]
    [InlineData("Insert", "Delete", true)]
    [InlineData("Insert", "Insert", false)]
    [InlineData("Insert", "", true)]
    [InlineData("Delete", "Insert", false)]
    public void A_returned_output_is_broken_by_a_trigger_for_its_action_where_none_is_enabled(string action, string enabled, bool isBroken) => Assert.Equal(
        isBroken,
        new OutputUse([], OutputForm.Returned, Actions(action), "").IsBrokenBy([WriteOperation.Insert, WriteOperation.Update], Actions(enabled)));

    [Theory]
    [InlineData("", true)]
    [InlineData("Delete", false)]
    public void A_table_that_is_filled_is_broken_by_its_first_trigger_whatever_that_is_for(string enabled, bool isBroken)
    {
        foreach (var form in new[] { OutputForm.Filled, OutputForm.FilledByNested })
        {
            Assert.Equal(isBroken, new OutputUse([], form, [WriteOperation.Insert], "").IsBrokenBy([WriteOperation.Update], Actions(enabled)));
        }
    }

    private static WriteOperation[] Actions(string names) =>
        [.. names.Split('+', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<WriteOperation>)];

    private static string Words(OutputUse use) =>
        $"{use.Form} {string.Join('+', use.Actions.Order())} {string.Join(", ", use.Targets.Select(t => string.Join('.', new[] { t.Database, t.Schema, t.Name }.OfType<string>())))}";
}
