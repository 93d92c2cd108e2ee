using Outbox.Core.Errors;
using Outbox.Stores;
using Outbox.Stores.SqlServer;

namespace Outbox.EndToEnd.Tests.Servers;

/// <summary>Which servers and databases <c>migrate</c> takes. Needs none.</summary>
public sealed class ServerStateTests
{
    private const int Standard = 2;
    private const int AzureSqlDatabase = 5;
    private const int ManagedInstance = 8;

    private static readonly ServerState Good = new()
    {
        EngineEdition = Standard,
        ProductVersion = "14.0.1000.169",
        CompatibilityLevel = 140,
        HasControl = true,
        HasSchema = false,
        HasJournal = false,
        HasTables = false,
        SchemaObjects = 0,
        UserName = "migrator",
    };

    public static TheoryData<string, int, int> Accepted => new()
    {
        { "14.0.1000.169", Standard, 140 },
        { "16.0.4085.2", Standard, 160 },
        { "17.0.100.1", Standard, 170 },

        // Azure SQL has called itself 12 for years.
        { "12.0.2000.8", AzureSqlDatabase, 150 },
        { "12.0.2000.8", ManagedInstance, 150 },
    };

    public static TheoryData<string, int, int, string> TooOld => new()
    {
        { "13.0.7000.253", Standard, 130, "13.0.7000.253" },
        { "12.0.2000.8", Standard, 120, "12.0.2000.8" },
        { "16.0.4085.2", Standard, 130, "compatibility level is 130" },
        { "12.0.2000.8", AzureSqlDatabase, 130, "compatibility level is 130" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void From_2017_on_and_in_Azure_it_is_taken(string version, int edition, int level) =>
        Check(Good with { ProductVersion = version, EngineEdition = edition, CompatibilityLevel = level });

    [Theory]
    [MemberData(nameof(TooOld))]
    public void An_older_one_is_refused_with_what_it_is(string version, int edition, int level, string said)
    {
        var error = Refused(StoreErrors.ServerTooOld, Good with { ProductVersion = version, EngineEdition = edition, CompatibilityLevel = level });

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_with_objects_of_anothers_is_refused_an_empty_one_is_not()
    {
        Refused(StoreErrors.ForeignSchema, Good with { HasSchema = true, SchemaObjects = 1 });
        Check(Good with { HasSchema = true });
        Check(Good with { HasSchema = true, HasJournal = true, SchemaObjects = 30 });
    }

    [Fact]
    public void A_user_without_control_is_told_the_grant() =>
        Assert.Contains(
            "GRANT CONTROL ON DATABASE::[shop] TO [migrator];", Refused(StoreErrors.PermissionMissing, Good with { HasControl = false }).Mend, StringComparison.Ordinal);

    [Fact]
    public void A_plan_needs_no_control_but_where_the_outbox_is_installed_the_operators_role()
    {
        var bare = Good with { HasControl = false };
        Plan(bare);
        Plan(bare with { HasSchema = true, MayAskOutbox = true });
        var error = Assert.Throws<OutboxException>(() => Plan(bare with { HasSchema = true }));
        Assert.Contains("ALTER ROLE outbox_operator ADD MEMBER [migrator];", error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_with_control_that_may_not_take_the_locks_is_told_the_role() =>
        Assert.Contains("ALTER ROLE db_owner ADD MEMBER [migrator];", Refused(StoreErrors.PermissionMissing, Good with { MayLock = false }).Mend, StringComparison.Ordinal);

    private static void Plan(ServerState state) => state.CheckPlan(new ServerRules(), new SqlServerConnector("Server=db;Database=shop"));

    private static OutboxException Refused(ErrorCode code, ServerState state)
    {
        var error = Assert.Throws<OutboxException>(() => Check(state));
        Assert.Equal(code, error.Code);
        return error;
    }

    private static void Check(ServerState state) => state.Check(new ServerRules(), new SqlServerConnector("Server=db;Database=shop"));
}
