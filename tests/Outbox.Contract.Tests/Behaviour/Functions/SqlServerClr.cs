using Outbox.Contract.Tests.Engines;
using Outbox.Core.Errors;
using Outbox.Mapping.Yaml;
using Outbox.Stores;
using Outbox.Stores.SqlServer;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour.Functions;

/// <summary>The SQL CLR assembly on a server: installed and asked where there is one that hosts it, told about where not.</summary>
public sealed class SqlServerClr() : ContractTests(new SqlServerEngine(ownDatabase: true))
{
    [Fact]
    public async Task By_default_a_server_that_does_not_let_it_in_is_told_of_and_nothing_fails()
    {
        Assert.SkipWhen(await Shop.LacksAsync(Trait.TrustedClr) is null, "the server hosts it");
        var report = await MigrateAsync("");
        Assert.StartsWith("not installed: ", report.Clr, StringComparison.Ordinal);
        Assert.Null(await Shop.ScalarAsync<string>("SELECT OBJECT_NAME(OBJECT_ID(N'outbox.EventUlid_Clr'))"));
    }

    [Fact]
    public async Task Required_on_a_server_without_it_migrate_changes_nothing()
    {
        Assert.SkipWhen(await Shop.LacksAsync(Trait.TrustedClr) is null, "the server hosts it");
        var error = await Assert.ThrowsAsync<OutboxException>(() => MigrateWithAsync(ClrChoice.Require));
        Assert.Equal(StoreErrors.ClrRefused, error.Code);
        Assert.Null(await Shop.ScalarAsync<string>("SELECT OBJECT_NAME(OBJECT_ID(N'outbox.Message'))"));
    }

    [Fact]
    public async Task Required_it_is_installed_answers_as_its_twin_and_goes_with_the_outbox()
    {
        await NeedAsync(Trait.TrustedClr);
        Assert.StartsWith("installed: SAFE", (await MigrateWithAsync(ClrChoice.Require)).Clr, StringComparison.Ordinal);
        Assert.StartsWith("as it is", (await MigrateWithAsync(ClrChoice.Prefer)).Clr, StringComparison.Ordinal);
        Assert.Equal(1, await Shop.ScalarAsync<int>(
            """
            SELECT CASE WHEN outbox.EventUlid_Clr(N's', N'é:1') = outbox.EventUlid(N's', N'é:1')
                AND outbox.PropertiesFault_Clr(N'{"a":}') = outbox.PropertiesFault(N'{"a":}')
                AND outbox.Utf8Length_Clr(N'aé€') = outbox.Utf8Length(N'aé€')
                AND outbox.NormalizeEmail_Clr(N' A@B.DE ') = outbox.NormalizeEmail(N' A@B.DE ')
                AND EXISTS (SELECT * FROM outbox.DecodeUlid_Clr(N'01DXM6K6WVZ371Q29KV2SM89CN') INTERSECT SELECT * FROM outbox.DecodeUlid(N'01DXM6K6WVZ371Q29KV2SM89CN'))
            THEN 1 ELSE 0 END
            """));
        Assert.Contains("assembly Outbox.Clr", await Installer(ClrChoice.Prefer).UninstallAsync(force: true, Stop));
        Assert.Equal(0, await Shop.ScalarAsync<int>("SELECT COUNT(*) FROM sys.assemblies WHERE name = N'Outbox.Clr'"));
    }

    private SqlServerInstaller Installer(ClrChoice clr) => ((SqlServerDatabase)Shop).InstallerWith(clr);

    private async Task<MigrationReport> MigrateWithAsync(ClrChoice clr)
    {
        var yaml = Mappings.Of("");
        var installer = Installer(clr);
        return await installer.MigrateAsync(MappingReader.Read(yaml).Document!, yaml, await installer.ReadCatalogAsync(Stop), Stop);
    }
}
