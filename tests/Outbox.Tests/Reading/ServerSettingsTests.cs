using Outbox.Stores.SqlServer;
using Outbox.Stores.SqlServer.Clr;

namespace Outbox.Tests.Reading;

/// <summary>What settings of a server mean for the outbox.</summary>
public sealed class ServerSettingsTests
{
    private static readonly ServerSettings Good = new()
    {
        IsVersioned = true,
        SnapshotState = 0,
        IsAutoClose = false,
        IsReadOnly = false,
        DelayedDurability = 0,
        NestedTriggers = true,
        CompatibilityLevel = 140,
        Triggers = 4,
    };

    public static TheoryData<string, string> Bad => new()
    {
        { "nested triggers", "OBX733" },
        { "DELAYED_DURABILITY", "OBX733" },
        { "READ_ONLY", "OBX733" },
        { "AUTO_CLOSE", "OBX734" },
        { "COMPATIBILITY_LEVEL", "OBX734" },
    };

    [Fact]
    public void Good_settings_and_those_that_the_server_does_not_tell_are_no_finding()
    {
        Assert.Empty(Good.Judge(140));
        Assert.Empty(new ServerSettings().Judge(140));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_setting_that_loses_writes_or_is_in_the_way_is_named(string setting, string code)
    {
        var settings = setting switch
        {
            "nested triggers" => Good with { NestedTriggers = false },
            "DELAYED_DURABILITY" => Good with { DelayedDurability = 2 },
            "READ_ONLY" => Good with { IsReadOnly = true },
            "AUTO_CLOSE" => Good with { IsAutoClose = true },
            _ => Good with { CompatibilityLevel = 130 },
        };
        var seen = Assert.Single(settings.Judge(140));
        Assert.Equal((code, setting), (seen.Code, seen.Subject));
    }

    [Fact]
    public void The_isolation_and_sp_Blitz_are_noted()
    {
        Assert.Contains(Good.Notes(), n => n.StartsWith("READ_COMMITTED_SNAPSHOT is on", StringComparison.Ordinal));
        Assert.Contains((Good with { IsVersioned = false }).Notes(), n => n.StartsWith("READ_COMMITTED_SNAPSHOT is off", StringComparison.Ordinal));
        Assert.Contains((Good with { SnapshotState = 1, DelayedDurability = 1 }).Notes(), n => n.StartsWith("ALLOW_SNAPSHOT_ISOLATION is on", StringComparison.Ordinal));
        Assert.Contains(Good.Notes(), n => n.Contains("Triggers on Tables\" of 4 tables", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, true, true, true, true, null)]
    [InlineData(false, false, false, false, false, null)]
    [InlineData(true, false, true, true, true, "'clr enabled' is off on this server")]
    [InlineData(true, true, true, false, true, "this server does not trust the assembly's hash")]
    [InlineData(true, true, true, true, false, "it is another version's: run outbox migrate")]
    public void An_assembly_that_this_server_does_not_run_is_named(bool isThere, bool isEnabled, bool isStrict, bool isTrusted, bool isCurrent, string? says)
    {
        var state = new ClrState { HasClr = true, IsThere = isThere, IsEnabled = isEnabled, IsStrict = isStrict, IsTrusted = isTrusted, IsCurrent = isCurrent };
        Assert.Equal(says, ServerExaminer.Judge(state).SingleOrDefault()?.Detail);
    }
}
