using Outbox.Stores.SqlServer;

namespace Outbox.Tests.Writers;

/// <summary>What of the outbox a text of the shop names.</summary>
public sealed class ShopReferencesTests
{
    [Theory]
    [InlineData("CREATE PROCEDURE dbo.P AS EXEC outbox.EmitEvent @Name = N'a'", "EmitEvent")]
    [InlineData("create view dbo.V as select * from [OUTBOX].[Status]", "Status")]
    [InlineData("SELECT * FROM shop . \"outbox\" . Message", "Message")]
    [InlineData("DECLARE @k outbox.KeyList", "KeyList")]
    [InlineData("EXEC (N'DELETE FROM [outbox].Message')", "Message")]
    [InlineData("-- EXEC outbox.EmitEvent\n/* outbox.Status */ SELECT 1", "")]
    [InlineData("SELECT * FROM dbo.outbox_Orders", "")]
    [InlineData("EXEC mailoutbox.Send", "")]
    [InlineData("SELECT * FROM outbox.Message, outbox.Message, outbox.Fault WHERE a = '", "Message, Fault")]
    public void It_is_found_but_in_comments(string text, string expected) =>
        Assert.Equal(expected, string.Join(", ", ShopReferences.NamedIn(text)));
}
