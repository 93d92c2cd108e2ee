using System.Text.Json;
using Outbox.Core.Messages;
using Outbox.Core.People;
using Outbox.Dispatcher;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

/// <summary>Guests who become customers, keys that become others, and people who are gone.</summary>
public sealed class IdentityTests
{
    private const string Mail = """{"GuestEmail":"ann@example.com"}""";
    private static readonly string Guest = GuestId.Derive("shop", "ann@example.com");

    private readonly House _house = new();

    public IdentityTests() => _house.Store.Live("order_completed");

    private IEnumerable<string> Sent => _house.Api.Items.Select(item => item.GetProperty("action").GetString() switch
    {
        "merge" => $"merge {Id(item, "secondary")} into {Id(item, "primary")}",
        var action => $"{action} {Id(item, "identifiers")}",
    });

    [Fact]
    public async Task A_guest_is_merged_once_the_customer_was_accepted_and_the_delay_is_over()
    {
        _house.Store.Event("order_completed", "1", null, Mail);
        await DrainAsync();
        _house.Store.Person("42");
        _house.Store.Add(MessageKind.Touch, "42");
        var merge = _house.Store.Merge("42", "Ann@example.com");
        var since = _house.Clock.GetUtcNow();

        await DrainAsync();

        Assert.Equal(
            [$"identify {Guest}", $"event {Guest}", "identify cust_42", $"merge {Guest} into cust_42", "identify cust_42"], Sent);
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(merge));
        Assert.True(_house.Clock.GetUtcNow() - since >= TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(Guest, _house.Store.Sent.Keys);
        Assert.All(_house.Api.Requests, request => Assert.False(request.Count > 1 && request.Any(item => item.Contains("\"merge\"", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Later_rows_of_the_guest_and_rows_that_wait_are_the_customers()
    {
        _house.Store.Event("order_completed", "1", null, Mail);
        await DrainAsync();
        _house.Store.Person("42");
        _house.Store.AlreadySent("42");
        _house.Store.FirstSent["cust_42"] = DateTime.UnixEpoch;
        _house.Store.Merge("42", "ann@example.com");
        await DrainAsync();
        var late = _house.Store.Event("order_completed", "2", null, Mail);

        await DrainAsync();

        Assert.Equal("event cust_42", Sent.Last());
        Assert.Equal("42", _house.Store.Row(late).PersonKey);
        Assert.DoesNotContain(Sent.SkipWhile(item => !item.StartsWith("merge", StringComparison.Ordinal)).Skip(1), item => item.Contains(Guest, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_holds_for_the_rows_beside_it()
    {
        _house.Store.Person("42");
        var early = _house.Store.Event("order_completed", "1", null, Mail);
        _house.Store.Add(MessageKind.Touch, "42");
        var merge = _house.Store.Merge("42", "ann@example.com");
        var late = _house.Store.Event("order_completed", "2", null, Mail);

        await DrainAsync();

        Assert.Equal(["identify cust_42", "event cust_42", "event cust_42"], Sent);
        Assert.Equal(["42", "42"], new[] { early, late }.Select(id => _house.Store.Row(id).PersonKey));
        Assert.StartsWith("OBX477", _house.Store.ReasonOf(merge), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_have_reached_the_guest_goes_to_the_guest_again_and_the_merge_waits_for_it()
    {
        var order = _house.Store.Event("order_completed", "1", null, Mail);
        var failed = false;
        _house.Api.Answer = (_, items) =>
        {
            if (!failed && items[0].Contains("order_completed", StringComparison.Ordinal))
            {
                // The link comes while the answer is lost.
                failed = true;
                _house.Store.Person("42");
                _house.Store.Add(MessageKind.Touch, "42");
                _house.Store.Merge("42", "ann@example.com");
                return ScriptedApi.TimedOut;
            }

            return ScriptedApi.Accepted;
        };

        await DrainAsync(options => options.TriesPerRead = 1);

        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(order));
        var all = Sent.ToList();
        Assert.True(all.LastIndexOf($"event {Guest}") < all.FindIndex(item => item.StartsWith("merge", StringComparison.Ordinal)), string.Join('\n', all));
        Assert.DoesNotContain("event cust_42", all);
    }

    [Fact]
    public async Task Rows_of_a_guest_in_another_lane_are_sent_by_the_lane_of_the_customer()
    {
        _house.Store.LaneCount = 16;
        _house.Store.Event("order_completed", "1", null, Mail);
        await DrainAsync();
        _house.Store.Person("42");
        _house.Store.Add(MessageKind.Touch, "42");
        _house.Store.Merge("42", "ann@example.com");
        await DrainAsync();
        var late = _house.Store.Event("order_completed", "2", null, Mail);
        var lane = _house.Store.Row(late).Lane;

        await DrainAsync();

        Assert.NotEqual(lane, _house.Store.Row(late).Lane);
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(late));
        Assert.Equal("event cust_42", Sent.Last());
    }

    [Fact]
    public async Task A_key_that_became_another_is_merged_and_its_rows_follow()
    {
        _house.Store.Person("41");
        _house.Store.Event("order_completed", "1", "41");
        await DrainAsync();
        _house.Store.People.Remove("41");
        _house.Store.Person("42");
        var queued = _house.Store.Event("order_completed", "2", "41");
        _house.Store.Add(MessageKind.Touch, "41");
        _house.Store.Add(MessageKind.Touch, "42");
        _house.Store.Merge("42", from: "41");
        await DrainAsync();
        _house.Store.Event("order_completed", "3", "41");

        await DrainAsync();

        Assert.Equal(
            ["identify cust_41", "event cust_41", "identify cust_42", "event cust_42", "merge cust_41 into cust_42", "identify cust_42", "event cust_42"], Sent);
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(queued));
    }

    [Fact]
    public async Task A_key_that_changes_back_is_the_person_again()
    {
        _house.Store.Person("41");
        _house.Store.Add(MessageKind.Touch, "41");
        await DrainAsync();
        await RekeyAsync("41", "42");
        await RekeyAsync("42", "41");
        _house.Store.Event("order_completed", "1", "42");

        await DrainAsync();

        Assert.Equal("event cust_41", Sent.Last());
        Assert.Equal(["cust_42"], _house.Store.Links.Keys);
    }

    [Fact]
    public async Task A_merge_that_customer_io_does_not_take_is_dead_with_its_reason()
    {
        _house.Store.Event("order_completed", "1", null, Mail);
        await DrainAsync();
        _house.Store.Person("42");
        _house.Store.Add(MessageKind.Touch, "42");
        var merge = _house.Store.Merge("42", "ann@example.com");
        _house.Api.Answer = (_, items) => items[0].Contains("\"merge\"", StringComparison.Ordinal) ? ScriptedApi.Refused : ScriptedApi.Accepted;

        await DrainAsync();

        Assert.Equal(MessageStatus.Dead, _house.Store.StatusOf(merge));
        Assert.StartsWith("OBX459", _house.Store.ReasonOf(merge), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suppressed_person_is_not_sent_until_the_suppression_ends()
    {
        _house.Store.Person("1");
        _house.Store.Add(MessageKind.Suppress, "1", "SuppressPerson");
        await DrainAsync();
        var late = _house.Store.Event("order_completed", "1", "1");
        await DrainAsync();
        _house.Store.Add(MessageKind.Restore, "1", "UnsuppressPerson");
        await DrainAsync();
        _house.Store.Event("order_completed", "2", "1");

        await DrainAsync();

        Assert.Equal(["suppress cust_1", "unsuppress cust_1", "identify cust_1", "event cust_1"], Sent);
        Assert.StartsWith("OBX478", _house.Store.ReasonOf(late), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("send_first")]
    [InlineData("send")]
    [InlineData("require")]
    public async Task A_late_order_brings_no_deleted_person_back_whatever_is_said_of_unknown_people(string policy)
    {
        _house.Store.Mapping = Mappings.WithUnknown(policy);
        _house.Store.AlreadySent("1");
        _house.Store.Add(MessageKind.Delete, "1");
        await DrainAsync();
        var late = _house.Store.Event("order_completed", "1", "1");

        await DrainAsync();

        Assert.Equal(["delete cust_1"], Sent);
        Assert.StartsWith("OBX452", _house.Store.ReasonOf(late), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_comes_back_with_the_same_key_after_a_deletion_is_let_in()
    {
        _house.Store.Add(MessageKind.Delete, "1");
        await DrainAsync();
        _house.Store.Person("1");
        _house.Store.Add(MessageKind.Touch, "1");

        await DrainAsync();

        Assert.Equal(["delete cust_1", "identify cust_1"], Sent);
    }

    [Fact]
    public async Task Who_is_forgotten_goes_under_every_id_and_leaves_hashes()
    {
        _house.Store.Event("order_completed", "1", null, Mail);
        await DrainAsync();
        _house.Store.Person("42");
        _house.Store.Links[Guest] = new PersonLink(Guest, "42", DateTime.UnixEpoch, null, null);
        var queued = _house.Store.Event("order_completed", "2", "42");
        _house.Store.Add(MessageKind.Forget, "42", "ForgetPerson");
        await DrainAsync();
        var late = _house.Store.Event("order_completed", "3", "42");

        await DrainAsync();

        Assert.Equal(["suppress cust_42", $"suppress {Guest}"], Sent.Skip(2).Order(StringComparer.Ordinal));
        Assert.StartsWith("OBX452", _house.Store.ReasonOf(queued), StringComparison.Ordinal);
        Assert.StartsWith("OBX478", _house.Store.ReasonOf(late), StringComparison.Ordinal);
        Assert.Equal(
            new[] { PersonHash.Of("shop", Guest), PersonHash.Of("shop", "cust_42") }.Order(StringComparer.Ordinal),
            _house.Store.Removals.Where(removal => removal.Value == RemovalKind.Forget).Select(removal => removal.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["cust_42", Guest], _house.Store.Erasures.Select(erasure => erasure.PersonId).Order(StringComparer.Ordinal));
        Assert.Contains(queued, _house.Store.Erased);
        Assert.Contains(late, _house.Store.Erased);
    }

    [Fact]
    public async Task A_guest_who_is_a_customer_by_now_is_not_removed_by_the_email()
    {
        _house.Store.Person("42");
        _house.Store.Links[Guest] = new PersonLink(Guest, "42", DateTime.UnixEpoch, DateTime.UnixEpoch, DateTime.UnixEpoch);
        var forget = _house.Store.Add(new OutboxMessage
        {
            MessageId = 0,
            Kind = MessageKind.Forget,
            CapturedBy = "ForgetPerson",
            Captured = """{"guest_email":"ann@example.com"}""",
            CreatedAt = _house.Clock.GetUtcNow().UtcDateTime,
        });

        await DrainAsync();

        Assert.Empty(Sent);
        Assert.StartsWith("OBX479", _house.Store.ReasonOf(forget), StringComparison.Ordinal);
    }

    private static string? Id(JsonElement item, string field) => item.GetProperty(field).GetProperty("id").GetString();

    private Task DrainAsync(Action<DispatcherOptions>? configure = null) => _house.DrainAsync(options =>
    {
        options.MergeDelay = TimeSpan.FromSeconds(20);
        configure?.Invoke(options);
    });

    private async Task RekeyAsync(string from, string to)
    {
        _house.Store.People.Remove(from);
        _house.Store.Person(to);
        _house.Store.Add(MessageKind.Touch, from);
        _house.Store.Add(MessageKind.Touch, to);
        _house.Store.Merge(to, from: from);
        await DrainAsync();
    }
}
