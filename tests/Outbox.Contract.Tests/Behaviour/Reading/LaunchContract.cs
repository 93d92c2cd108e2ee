using System.Text.Json;
using Outbox.Contract.Tests.Engines;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Launch;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour.Reading;

/// <summary>The launch gate over a database: what it counts and what it sends.</summary>
public abstract class LaunchContract(ContractEngine engine) : ContractTests(engine)
{
    private const string Sections =
        """
        events:
          order_completed: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { column: Status, becomes: Completed }, holds: { column: Status, is: Completed }, occurred_at: { column: CompletedAt, zone: UTC } }
        """;

    private readonly AnsweringApi _api = new();

    [Fact]
    public async Task An_event_that_was_rehearsed_for_two_days_passes_once_table_and_outbox_agree()
    {
        await RehearsedAsync(TimeSpan.FromHours(50));
        var item = await ItemAsync("Rehearsed in shadow for 48 h: order_completed");
        Assert.Equal(GateState.Pass, item.State);
        Assert.Contains("2 captured = 2 shadows + 0 live + 0 skipped + 0 dead + 0 pending; the table has 1 facts of that time, the outbox 1", item.Evidence, StringComparison.Ordinal);

        // Written past the trigger.
        await ShopAsync($"UPDATE {Shop.Own("Capture")} SET IsEnabled = 0");
        await ShopAsync(
            "INSERT INTO Orders (OrderId, CustomerId, Status, CompletedAt) VALUES (3, 5, 'Completed', @at)",
            new { at = Shop.Instant((await Store.ReadClockAsync(Stop)).AddHours(-3)) });
        item = await ItemAsync("Rehearsed in shadow for 48 h: order_completed");
        Assert.Equal(GateState.Fail, item.State);
        Assert.Contains("the table has 2 facts of that time, the outbox 1", item.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_day_is_too_short_and_none_at_all_is_too()
    {
        await RehearsedAsync(TimeSpan.FromHours(24));
        Assert.Equal(GateState.Fail, (await ItemAsync("Rehearsed in shadow for 48 h: order_completed")).State);
        await ShopAsync($"DELETE FROM {Shop.Own("Message")}");
        Assert.Equal("shadow, and never sent as a shadow", (await ItemAsync("Rehearsed in shadow for 48 h: order_completed")).Evidence);
    }

    [Fact]
    public async Task A_name_that_was_sent_and_is_no_longer_mapped_fails()
    {
        await RehearsedAsync(TimeSpan.FromHours(50));
        Assert.Equal(GateState.Pass, (await ItemAsync("Names locked")).State);
        await MigrateAsync(Sections.Replace("order_completed", "order_done", StringComparison.Ordinal));
        var item = await ItemAsync("Names locked");
        Assert.Equal(GateState.Fail, item.State);
        Assert.Contains("order_completed", item.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_feed_needs_ids_and_events_at_all()
    {
        await MigrateAsync(Sections);
        Assert.Equal(GateState.Unseen, (await ItemAsync("Append-only feed with ids and UTC")).State);
        await RehearsedAsync(TimeSpan.FromHours(50));
        Assert.Equal(GateState.Pass, (await ItemAsync("Append-only feed with ids and UTC")).State);
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET EventId = NULL WHERE EventId = 'order_completed:1'");
        Assert.Equal(GateState.Fail, (await ItemAsync("Append-only feed with ids and UTC")).State);
    }

    [Fact]
    public async Task A_test_profile_gets_one_event_twice_under_one_ulid()
    {
        await MigrateAsync(Sections);
        var item = await ItemAsync("One ULID sent twice counts once", "cust_1");
        Assert.Equal(GateState.Unseen, item.State);
        Assert.Equal(2, _api.Items.Count);
        Assert.Single(_api.Items.Distinct());
        using var sent = JsonDocument.Parse(_api.Items.First());
        Assert.Equal("shadow_outbox_launch_gate", sent.RootElement.GetProperty("name").GetString());
        Assert.Contains(sent.RootElement.GetProperty("id").GetString()!, item.Evidence, StringComparison.Ordinal);
        _api.Answer = AnswerKind.Refused;
        Assert.Equal(GateState.Fail, (await ItemAsync("One ULID sent twice counts once", "cust_1")).State);
    }

    [Fact]
    public async Task Nothing_is_sent_without_a_profile_or_from_an_outbox_that_is_bound_elsewhere()
    {
        await MigrateAsync(Sections);
        Assert.Equal("no test profile was given", (await ItemAsync("One ULID sent twice counts once")).Evidence);
        await Store.AdoptAsync(new OutboxBinding("another", "production", 7, "us"), Stop);
        Assert.Equal(GateState.Fail, (await ItemAsync("One ULID sent twice counts once", "cust_1")).State);
        Assert.Empty(_api.Items);
    }

    private async Task<GateItem> ItemAsync(string name, string? profile = null)
    {
        var gate = new LaunchGate(Store, Shop.Reader, Shop.Installer, _api, TimeProvider.System);
        return (await gate.ExamineAsync(profile, Stop)).Single(i => i.Name == name);
    }

    /// <summary>Two orders were captured and sent as shadows, the first so long ago, the second an hour.</summary>
    private async Task RehearsedAsync(TimeSpan ago)
    {
        await MigrateAsync(Sections);
        var now = await Store.ReadClockAsync(Stop);
        foreach (var (order, at) in new[] { (1, now - ago - TimeSpan.FromMinutes(1)), (2, now.AddHours(-1)) })
        {
            await ShopAsync(
                "INSERT INTO Orders (OrderId, CustomerId, Status, CompletedAt) VALUES (@order, 5, 'Completed', @at)", new { order, at = Shop.Instant(at) });
            var row = (await Shop.PendingAsync(Stop)).Single(m => m.Kind == MessageKind.Event);
            await Store.SaveShapedAsync(await Shop.HoldAsync(Stop), [new ShapedRow(row.Key, "5", "5", "shadow_order_completed", at, "{}")], [], Stop);
            await Shop.CompleteAsync(Completion.Of([Outcome.Sent(row.Key)]), Stop);
            await ShopAsync(
                $"UPDATE {Shop.Own("Message")} SET SentAt = @at WHERE EventId = @id", new { id = $"order_completed:{order}", at = Shop.Instant(at.AddMinutes(1)) });
        }
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteLaunch() : LaunchContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerLaunch() : LaunchContract(new SqlServerEngine());
