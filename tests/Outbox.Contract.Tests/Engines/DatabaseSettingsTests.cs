using System.Globalization;
using Outbox.TestServers;

namespace Outbox.Contract.Tests.Engines;

public sealed class DatabaseSettingsTests
{
    [Fact]
    public void A_run_that_asks_for_nothing_leaves_databases_as_the_server_makes_them()
    {
        var settings = DatabaseSettings.Read(_ => "");
        Assert.False(settings.Any);
        Assert.Equal(["CREATE DATABASE [a]"], settings.Statements("a"));
    }

    [Fact]
    public void Collation_row_versions_and_level_are_set()
    {
        var settings = DatabaseSettings.Read(Of("Turkish_100_CI_AS", "on", "140"));
        Assert.Equal(
            [
                "CREATE DATABASE [a] COLLATE Turkish_100_CI_AS",
                "ALTER DATABASE [a] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE",
                "ALTER DATABASE [a] SET COMPATIBILITY_LEVEL = 140",
            ],
            settings.Statements("a"));
        Assert.Equal("Turkish_100_CI_AS, READ_COMMITTED_SNAPSHOT on, compatibility level 140", settings.ToString());
    }

    [Theory]
    [InlineData("Latin1; DROP", "on", "140", "OUTBOX_TEST_COLLATION")]
    [InlineData("Turkish_CI_AS", "yes", "140", "OUTBOX_TEST_RCSI")]
    [InlineData("Turkish_CI_AS", "on", "2017", null)]
    [InlineData("Turkish_CI_AS", "off", "new", "OUTBOX_TEST_COMPATIBILITY")]
    public void What_is_no_setting_is_refused_by_name(string collation, string versions, string level, string? refused)
    {
        var error = Record.Exception(() => DatabaseSettings.Read(Of(collation, versions, level)));
        Assert.Equal(refused is not null, error is FormatException && error.Message.StartsWith(refused!, StringComparison.Ordinal));
    }

    private static Func<string, string?> Of(string collation, string versions, string level) => name => name switch
    {
        DatabaseSettings.CollationVariable => collation,
        DatabaseSettings.RowVersionsVariable => versions,
        DatabaseSettings.CompatibilityVariable => level,
        _ => null,
    };
}

/// <summary>A run that asks for a collation and runs under another would prove nothing.</summary>
public sealed class SqlServerSettings() : ContractTests(new SqlServerEngine())
{
    [Fact]
    public async Task The_databases_are_as_the_run_asks()
    {
        var settings = TestServer.Settings;
        if (!settings.Any)
        {
            Assert.Skip($"The run asks for nothing ({DatabaseSettings.CollationVariable}, {DatabaseSettings.RowVersionsVariable}, {DatabaseSettings.CompatibilityVariable}).");
        }

        Assert.Equal(settings.Collation ?? await Of("collation_name"), await Of("collation_name"));
        Assert.Equal((settings.RowVersions is { } versions ? versions ? "1" : "0" : null) ?? await Of("is_read_committed_snapshot_on"), await Of("is_read_committed_snapshot_on"));
        Assert.Equal(settings.CompatibilityLevel?.ToString(CultureInfo.InvariantCulture) ?? await Of("compatibility_level"), await Of("compatibility_level"));

        async Task<string> Of(string column) =>
            (await Shop.ColumnAsync($"SELECT CONVERT(nvarchar(128), {column}) FROM sys.databases WHERE name = DB_NAME()")).Single();
    }
}
