using Microsoft.Data.SqlClient;
using Outbox.Stores.SqlServer;

namespace Outbox.Tests.Deploy;

public sealed class PassingErrorsTests
{
    private const byte Ordinary = 16;

    [Theory]
    [InlineData(601)]
    [InlineData(701)]
    [InlineData(913)]
    [InlineData(952)]
    [InlineData(988)]
    [InlineData(1105)]
    [InlineData(1204)]
    [InlineData(1205)]
    [InlineData(1222)]
    [InlineData(3960)]
    [InlineData(4221)]
    [InlineData(9002)]
    [InlineData(10928)]
    [InlineData(10929)]
    [InlineData(40143)]
    [InlineData(40197)]
    [InlineData(40501)]
    [InlineData(40613)]
    [InlineData(49918)]
    [InlineData(49919)]
    [InlineData(49920)]
    [InlineData(50450)]
    public void An_error_that_goes_by_itself_is_tried_again(int number) =>
        Assert.Equal(ServerFault.Passing, ServerFaults.Of(number, Ordinary, "text", wasOpen: false));

    [Fact]
    public void A_key_that_another_inserted_is_tried_again_where_the_outbox_looked_for_it()
    {
        const string Text = "Violation of PRIMARY KEY constraint '{0}'. Cannot insert duplicate key in object 'outbox.Person'.";
        Assert.Equal(ServerFault.Passing, Of(string.Format(null, Text, "PK_Person")));
        Assert.Equal(ServerFault.Other, Of(string.Format(null, Text, "PK__#B0E2C8A__4C8C1A2F")));

        static ServerFault Of(string message) => ServerFaults.Of(2627, 14, message, wasOpen: true);
    }

    [Fact]
    public void A_database_that_cannot_be_opened_comes_back_once_it_was_open_and_is_a_wrong_name_before()
    {
        Assert.Equal(ServerFault.Database, ServerFaults.Of(4060, 11, "text", wasOpen: false));
        Assert.Equal(ServerFault.Passing, ServerFaults.Of(4060, 11, "text", wasOpen: true));
        Assert.Equal(ServerFault.Login, ServerFaults.Of(18456, 14, "text", wasOpen: true));
    }

    [Fact]
    public void Each_number_stands_once_and_the_page_of_SQL_Server_tells_the_same()
    {
        Assert.Equal(PassingErrors.All.Count, PassingErrors.All.DistinctBy(error => error.Number).Count());
        var page = Repository.Read("docs", "sqlserver.md").Split('\n');
        var told = page.SkipWhile(line => !line.StartsWith("| error |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'));
        Assert.Equal(PassingErrors.All.Select(error => $"| {error.Number} | {error.What} | {error.Page} |"), told);
    }

    [Fact]
    public void The_pool_repeats_no_error_of_a_login_that_failed()
    {
        var connector = new SqlServerConnector("Server=db;Database=shop;Integrated Security=True");
        Assert.Equal(PoolBlockingPeriod.NeverBlock, new SqlConnectionStringBuilder(connector.ConnectionString).PoolBlockingPeriod);
        connector = new SqlServerConnector("Server=db;Database=shop;Integrated Security=True;Pool Blocking Period=AlwaysBlock");
        Assert.Equal(PoolBlockingPeriod.AlwaysBlock, new SqlConnectionStringBuilder(connector.ConnectionString).PoolBlockingPeriod);
    }
}
