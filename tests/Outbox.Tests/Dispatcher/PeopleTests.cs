using Outbox.Core.Messages;
using Outbox.Core.People;
using Outbox.CustomerIo;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

public sealed class PeopleTests
{
    private readonly House _house = new();

    public PeopleTests() => _house.Store.Live("order_completed");

    [Fact]
    public async Task A_refused_attribute_is_left_out_and_recorded_and_the_rest_is_sent_before_the_events()
    {
        _house.Store.Person("1");
        var touch = _house.Store.Add(MessageKind.Touch, "1");
        var order = _house.Store.Event("order_completed", "1", "1");
        _house.Api.Answer = (_, items) => items[0].Contains("\"score\"", StringComparison.Ordinal)
            ? ScriptedApi.Refused with { Refusals = [new ItemRefusal(0, "invalid", "attributes.score", "no")] }
            : ScriptedApi.Accepted;

        await _house.DrainAsync();

        Assert.Equal(["identify", "identify", "event"], _house.Api.Items.Select(item => item.GetProperty("action").GetString()));
        Assert.False(_house.Api.Items.ElementAt(1).GetProperty("attributes").TryGetProperty("score", out _));
        Assert.Equal("basic", _house.Api.Items.ElementAt(1).GetProperty("attributes").GetProperty("plan").GetString());
        Assert.Equal(new RecordedFault(_house.Store.Row(touch).Key, "people", "OBX461", "score", "invalid"), Assert.Single(_house.Store.Faults));
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(touch));
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(order));
    }

    [Fact]
    public async Task An_identify_refused_for_no_attribute_makes_its_touch_dead_and_keeps_no_event_back()
    {
        _house.Store.Person("1");
        var touch = _house.Store.Add(MessageKind.Touch, "1");
        var order = _house.Store.Event("order_completed", "1", "1");
        _house.Api.Answer = (number, _) => number == 1 ? ScriptedApi.Refused : ScriptedApi.Accepted;

        await _house.DrainAsync();

        Assert.Equal(MessageStatus.Dead, _house.Store.StatusOf(touch));
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(order));
    }

    [Fact]
    public async Task A_touch_that_changes_nothing_is_skipped_without_a_request()
    {
        _house.Store.Person("1");
        _house.Store.AlreadySent("1");
        var touch = _house.Store.Add(MessageKind.Touch, "1");

        await _house.DrainAsync();

        Assert.StartsWith("OBX456", _house.Store.ReasonOf(touch), StringComparison.Ordinal);
        Assert.Empty(_house.Api.Requests);
    }

    [Fact]
    public async Task Two_updates_of_one_second_have_different_stamps()
    {
        _house.Store.Person("1");
        var last = _house.Clock.GetUtcNow().ToUnixTimeSeconds() + 100;
        _house.Store.Sent["cust_1"] = new SentPerson("cust_1", "another", last);
        _house.Store.Add(MessageKind.Touch, "1");

        await _house.DrainAsync();

        Assert.Equal(last + 1, _house.Api.Items.Single().GetProperty("timestamp").GetInt64());
        Assert.Equal(last + 1, _house.Store.Sent["cust_1"].Stamp);
    }

    [Fact]
    public async Task While_an_identify_is_on_its_way_no_hash_is_known_so_that_a_crash_cannot_hide_a_change()
    {
        _house.Store.Person("1", "new");
        _house.Store.AlreadySent("1", "old");
        _house.Store.Add(MessageKind.Touch, "1");
        SentPerson? meanwhile = null;
        _house.Api.Answer = (_, _) =>
        {
            meanwhile = _house.Store.Sent["cust_1"];
            return ScriptedApi.Accepted;
        };

        await _house.DrainAsync();

        Assert.Null(meanwhile!.AttributesHash);
        Assert.True(meanwhile.Stamp > 1);
        Assert.NotNull(_house.Store.Sent["cust_1"].AttributesHash);
    }

    [Fact]
    public async Task A_guest_is_identified_once_by_an_id_made_of_the_email()
    {
        _house.Store.Event("order_completed", "1", null, """{"GuestEmail":"Ann@Example.com "}""");
        await _house.DrainAsync();
        _house.Store.Event("order_completed", "2", null, """{"GuestEmail":"ann@example.com"}""");
        await _house.DrainAsync();

        var id = GuestId.Derive("shop", "ann@example.com");
        Assert.Equal(["identify", "event", "event"], _house.Api.Items.Select(item => item.GetProperty("action").GetString()));
        Assert.All(_house.Api.Items, item => Assert.Equal(id, item.GetProperty("identifiers").GetProperty("id").GetString()));
        Assert.Equal("ann@example.com", _house.Api.Items.First().GetProperty("attributes").GetProperty("email").GetString());
    }

    [Fact]
    public async Task A_deleted_person_is_removed_and_forgotten_and_their_rows_are_skipped()
    {
        _house.Store.Person("1", isDeleted: true);
        _house.Store.AlreadySent("1");
        var before = _house.Store.Event("order_completed", "1", "1");
        var touch = _house.Store.Add(MessageKind.Touch, "1");
        var removal = _house.Store.Add(MessageKind.Delete, "1");
        var after = _house.Store.Event("order_completed", "2", "1");

        await _house.DrainAsync();

        Assert.Equal("delete", _house.Api.Items.Single().GetProperty("action").GetString());
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(removal));
        Assert.All([before, touch, after], row => Assert.StartsWith("OBX452", _house.Store.ReasonOf(row), StringComparison.Ordinal));
        Assert.Empty(_house.Store.Sent);
    }

    [Fact]
    public async Task A_person_who_is_back_is_removed_first_and_then_identified_anew()
    {
        _house.Store.Person("1");
        _house.Store.AlreadySent("1");
        _house.Store.Add(MessageKind.Delete, "1");
        _house.Store.Add(MessageKind.Touch, "1");
        _house.Store.Event("order_completed", "2", "1");

        await _house.DrainAsync();

        Assert.Equal(["delete", "identify", "event"], _house.Api.Items.Select(item => item.GetProperty("action").GetString()));
        Assert.Equal(3, _house.Api.Requests.Count);
        Assert.NotNull(_house.Store.Sent["cust_1"].AttributesHash);
    }

    [Fact]
    public async Task An_excluded_person_gets_nothing()
    {
        _house.Store.Person("1", isIncluded: false);
        var touch = _house.Store.Add(MessageKind.Touch, "1");
        var order = _house.Store.Event("order_completed", "1", "1");

        await _house.DrainAsync();

        Assert.Empty(_house.Api.Requests);
        Assert.All([touch, order], row => Assert.StartsWith("OBX453", _house.Store.ReasonOf(row), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("send", MessageStatus.Sent)]
    [InlineData("send_first", MessageStatus.Dead)]
    [InlineData("require", MessageStatus.Dead)]
    public async Task An_event_of_a_person_without_a_row_goes_only_where_the_mapping_says_so(string policy, MessageStatus status)
    {
        _house.Store.Mapping = Mappings.WithUnknown(policy);
        var order = _house.Store.Event("order_completed", "1", "404");

        await _house.DrainAsync();

        Assert.Equal(status, _house.Store.StatusOf(order));
    }

    [Fact]
    public async Task Where_persons_must_be_there_an_event_alone_makes_nobody_and_a_touch_does()
    {
        _house.Store.Mapping = Mappings.WithUnknown("require");
        _house.Store.Person("1");
        var early = _house.Store.Event("order_completed", "1", "1");
        await _house.DrainAsync();
        _house.Store.Add(MessageKind.Touch, "1");
        var later = _house.Store.Event("order_completed", "2", "1");
        await _house.DrainAsync();

        Assert.StartsWith("OBX455", _house.Store.ReasonOf(early), StringComparison.Ordinal);
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(later));
        Assert.Equal(["identify", "event"], _house.Api.Items.Select(item => item.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_person_is_the_one_of_the_people_table_whatever_the_case_of_the_key()
    {
        _house.Store.Person("ALFKI");
        _house.Store.Event("order_completed", "1", "alfki");
        _house.Store.Event("order_completed", "2", "ALFKI");

        await _house.DrainAsync();

        Assert.All(_house.Api.Items, item => Assert.Equal("cust_ALFKI", item.GetProperty("identifiers").GetProperty("id").GetString()));
        Assert.Equal(3, _house.Api.Items.Count());
    }

    [Fact]
    public async Task A_touch_finds_its_person_by_lookup_or_is_skipped()
    {
        _house.Store.Person("1");
        var found = _house.Store.Add(MessageKind.Touch, null, "touched_by:Addresses");
        var lost = _house.Store.Add(MessageKind.Touch, null, "touched_by:Addresses");
        _house.Store.Related[found] = """{"person":{"key":"1"}}""";

        await _house.DrainAsync();

        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(found));
        Assert.StartsWith("OBX454", _house.Store.ReasonOf(lost), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_id_above_150_bytes_makes_a_dead_row_and_is_never_cut()
    {
        var key = new string('k', 150);
        _house.Store.Person(key);
        var order = _house.Store.Event("order_completed", "1", key);

        await _house.DrainAsync();

        Assert.StartsWith("OBX457", _house.Store.ReasonOf(order), StringComparison.Ordinal);
    }
}
