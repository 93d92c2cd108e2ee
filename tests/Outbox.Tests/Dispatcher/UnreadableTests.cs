using Outbox.Core.Errors;
using Outbox.Core.Messages;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

/// <summary>Rows whose related rows or people cannot be read, and errors that nobody foresaw.</summary>
public sealed class UnreadableTests
{
    private static readonly ShopReadException Data = new(ShopReadFault.Data, "SQL Server error 8134 (division by zero)", null, null);
    private static readonly ShopReadException Definition = new(ShopReadFault.Definition, "SQL Server error 207 (a column that is not there)", "Note", null);
    private static readonly ShopReadException Unknown = new(ShopReadFault.Unknown, "SQL Server error 99999", null, null);

    private readonly House _house = new();

    public UnreadableTests()
    {
        _house.Store.Live("order_completed", "order_shipped");
        _house.Store.Person("1");
        _house.Store.Person("2");
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_dead_with_the_errors_number_and_nobody_else_waits()
    {
        var bad = _house.Store.Event("order_completed", "1", "1");
        var good = _house.Store.Event("order_completed", "2", "2");
        _house.Store.Spoiled = (read, key) => read == "related" && key == "order_completed:1" ? Data : null;

        await _house.DrainAsync();

        Assert.Equal("OBX490: SQL Server error 8134 (division by zero)", _house.Store.ReasonOf(bad));
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(good));
        Assert.Null(_house.Failure);
    }

    [Fact]
    public async Task Of_a_person_who_cannot_be_read_the_touch_is_dead_a_fault_says_so_and_events_of_the_known_go_on()
    {
        _house.Store.AlreadySent("1");
        var touch = _house.Store.Add(MessageKind.Touch, "1");
        var known = _house.Store.Event("order_completed", "1", "1");
        var unknown = _house.Store.Event("order_completed", "2", "2");
        _house.Store.Spoiled = (read, _) => read == "people" ? Data : null;

        await _house.DrainAsync();

        Assert.StartsWith("OBX490: the person's attributes: SQL Server error 8134", _house.Store.ReasonOf(touch), StringComparison.Ordinal);
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(known));
        Assert.StartsWith("OBX490", _house.Store.ReasonOf(unknown), StringComparison.Ordinal);
        Assert.Equal(2, _house.Store.Faults.Count(fault => fault.Code == "OBX490"));
        Assert.DoesNotContain(_house.Api.Items, item => item.GetProperty("action").GetString() == "identify");
    }

    [Fact]
    public async Task An_excluded_person_who_cannot_be_read_stays_excluded()
    {
        _house.Store.Person("1", isIncluded: false);
        _house.Store.AlreadySent("1");
        var row = _house.Store.Event("order_completed", "1", "1");
        _house.Store.Spoiled = (read, _) => read == "people" ? Data : null;

        await _house.DrainAsync();

        Assert.StartsWith("OBX453", _house.Store.ReasonOf(row), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_that_does_not_fit_holds_its_part_alone_and_says_which_line_and_goes_on_by_itself()
    {
        var held = _house.Store.Event("order_completed", "1", "1");
        var other = _house.Store.Event("order_shipped", "2", "2");
        var failures = 3;
        _house.Store.Spoiled = (read, key) =>
            read == "related" && key.StartsWith("order_completed", StringComparison.Ordinal) && failures-- > 0 ? Definition : null;

        await _house.DrainAsync();

        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(held));
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(other));
        Assert.Equal(
            "order_completed of the mapping is held: Note, line 13 of the mapping: SQL Server error 207 (a column that is not there); its rows wait, everything else goes on. It is tried again every 15 s, and after a migrate",
            Assert.Single(_house.Lines, line => line.Id == 4032).Text);
        Assert.Single(_house.Lines, line => line.Id == 4033);
        Assert.Empty(_house.Store.Held);
    }

    [Fact]
    public async Task While_the_attributes_are_held_events_of_known_people_go_on_and_the_rest_waits_until_they_can_be_read()
    {
        _house.Store.AlreadySent("1", plan: "old");
        _house.Store.Event("order_completed", "1", "1");
        _house.Store.Event("order_completed", "2", "2");
        _house.Store.Add(MessageKind.Touch, "1");
        _house.Store.Spoiled = (read, _) => read == "people" && _house.Api.Requests.Count == 0 ? Definition : null;

        await _house.DrainAsync();

        Assert.All(Enumerable.Range(1, 3), row => Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(row)));
        Assert.Contains("order_completed", Assert.Single(_house.Api.Requests[0]), StringComparison.Ordinal);
        Assert.Empty(_house.Store.Held);
    }

    [Fact]
    public async Task What_is_not_understood_is_tried_again_and_said_once()
    {
        _house.Store.Event("order_completed", "1", "1");
        _house.Store.Event("order_completed", "2", "2");
        var failures = 9;
        _house.Store.Spoiled = (read, key) => read == "related" && key == "order_completed:1" && failures-- > 0 ? Unknown : null;

        await _house.DrainAsync();

        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(1));
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(2));
        Assert.Single(_house.Lines, line => line.Id == 4060);
        Assert.Single(_house.Lines, line => line.Id == 4061);
    }

    [Fact]
    public async Task An_error_that_nobody_foresaw_ends_nothing_and_costs_no_other_row()
    {
        for (var i = 0; i < 20; i++)
        {
            _house.Store.Event("order_completed", $"{i}", "1");
        }

        var failures = 12;
        _house.Store.Spoils = rows => rows.Contains(7) && failures-- > 0 ? new InvalidOperationException("ann@example.com") : null;

        await _house.DrainAsync();

        Assert.All(Enumerable.Range(1, 20), row => Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(row)));
        Assert.Null(_house.Failure);
        Assert.DoesNotContain(_house.Lines, line => line.Text.Contains("ann@example.com", StringComparison.Ordinal));
        Assert.Equal("delivery fails (InvalidOperationException); it is tried again until it does not, and health says so. Nothing is lost", Assert.Single(_house.Lines, line => line.Id == 4060).Text);
    }

    [Theory]
    [InlineData("OBX213")]
    [InlineData("OBX212")]
    [InlineData("OBX471")]
    public async Task After_its_first_cycle_an_error_of_the_database_is_waited_for(string code)
    {
        var error = new OutboxException(new ErrorCode(code, "Refused", ErrorKind.Database), "No.", null, "Ask a DBA.");
        var reads = 0;
        _house.Store.Event("order_completed", "1", "1");
        _house.Store.Failing = call => call == "read" && ++reads is > 1 and < 6 ? error : null;
        _house.Api.Answer = (number, _) => number == 1 ? ScriptedApi.TryAgain : ScriptedApi.Accepted;

        await _house.DrainAsync();
        _house.Store.Event("order_completed", "2", "1");
        await _house.DrainAsync();

        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(1));
        Assert.Null(_house.Failure);
    }
}
