using Outbox.Contract.Tests.Engines;
using Outbox.Core.Events;
using Outbox.Core.Messages;
using Outbox.Stores;
using Outbox.Stores.Reading;

namespace Outbox.Contract.Tests.Behaviour.Reading;

/// <summary>What became of an event.</summary>
public abstract class TraceContract(ContractEngine engine) : ContractTests(engine)
{
    private static readonly DateTime Noon = new(2026, 11, 23, 12, 0, 0, 123, DateTimeKind.Utc);

    [Fact]
    public async Task An_events_life_is_told_with_its_repeats_faults_and_requests()
    {
        await SentAsync();
        var rows = await TraceAsync(new TraceQuery("order_event:1", null, null));
        Assert.Equal([MessageStatus.Sent, MessageStatus.Skipped], rows.Select(r => Enum.Parse<MessageStatus>(r.Status, ignoreCase: true)));
        var sent = rows[0];
        Assert.Equal(
            ("event", "order_event", "order_event:1", "order_event", "shadow_order_event", "5", "cust_5", Noon, "{}", 1, "shadow"),
            (sent.Kind, sent.CapturedBy, sent.EventId, sent.EventName, sent.SentAs, sent.PersonKey, sent.PersonId, sent.OccurredAt, sent.Properties, sent.Attempts, sent.Delivery));
        Assert.NotNull(sent.Captured);
        Assert.NotNull(sent.SentAt);
        Assert.Equal(DateTimeKind.Utc, sent.CreatedAt.Kind);
        Assert.Null(sent.RepeatOf);
        Assert.Equal(("OBX401", "total", "no number"), sent.Faults.Select(f => (f.Code, f.Field, f.Detail)).Single());
        Assert.Equal(("accepted", 200, 2), sent.Requests.Select(r => (r.Answer, r.HttpStatus, r.Items)).Single());
        Assert.Equal((sent.MessageId, "OBX450"), (rows[1].RepeatOf, rows[1].Reason));
        Assert.Empty(rows[1].Requests);
    }

    [Fact]
    public async Task A_ulid_finds_its_event_with_the_repeats_and_one_of_another_source_finds_nothing()
    {
        await SentAsync();
        var ulid = EventUlid.Derive("contract", "shadow_order_event:1");
        Assert.Equal(["order_event:1", "order_event:1"], (await TraceAsync(new TraceQuery(null, ulid, null))).Select(r => r.EventId));
        Assert.Empty(await TraceAsync(new TraceQuery(null, EventUlid.Derive("other", "shadow_order_event:1"), null)));
        Assert.Empty(await TraceAsync(new TraceQuery(null, ulid, null, (await Store.ReadClockAsync(Stop)).AddDays(1))));
    }

    [Fact]
    public async Task A_person_is_found_by_id_and_by_key_the_latest_rows_first_to_be_kept()
    {
        await SentAsync();
        Assert.Equal(["order_event:1", "order_event:2"], (await TraceAsync(new TraceQuery(null, null, "cust_5"))).Select(r => r.EventId));
        Assert.Equal(3, (await TraceAsync(new TraceQuery(null, null, "5"))).Count);
        Assert.Equal("order_event:1", Assert.Single(await TraceAsync(new TraceQuery(null, null, "5", Rows: 1))).EventId);
        Assert.Empty(await TraceAsync(new TraceQuery(null, null, "nobody")));
        Assert.Empty(await TraceAsync(new TraceQuery("order_event:9", null, null)));
    }

    [Fact]
    public async Task A_row_that_waits_has_no_request_and_no_name_yet()
    {
        await MigrateOrderEventAsync("inserted");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5)");
        var row = Assert.Single(await TraceAsync(new TraceQuery("order_event:1", null, null)));
        Assert.Equal(("pending", null, 0), (row.Status, row.SentAs, row.Attempts));
        Assert.Empty(row.Requests);
    }

    private Task<IReadOnlyList<TracedRow>> TraceAsync(TraceQuery query) => Shop.Reader.TraceAsync(query, "contract", Stop);

    /// <summary>Order 1 sent with a fault, order 2 in the same request, and order 1 once more, skipped.</summary>
    private async Task SentAsync()
    {
        await MigrateOrderEventAsync("inserted");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5)");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (2, 5)");
        await ShopAsync("DELETE FROM Orders");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5)");
        var rows = await Shop.PendingAsync(Stop);
        var lanes = await Shop.HoldAsync(Stop);
        await Store.SaveShapedAsync(
            lanes,
            [.. rows.Take(2).Select(r => new ShapedRow(r.Key, "5", "cust_5", "shadow_order_event", Noon, "{}"))],
            [new RecordedFault(rows[0].Key, "order_event", "OBX401", "total", "no number")],
            Stop);
        await Store.CompleteAsync(
            lanes,
            new Completion(
                [Outcome.Sent(rows[0].Key), Outcome.Sent(rows[1].Key), Outcome.Skipped(rows[2].Key, "OBX450")], [], [], [],
                new Attempt(
                    await Store.ReadClockAsync(Stop), TimeSpan.FromMilliseconds(12), 2, 300, 200, "accepted", null, [rows[0].Key, rows[1].Key])),
            Stop);
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteTracing() : TraceContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerTracing() : TraceContract(new SqlServerEngine());
