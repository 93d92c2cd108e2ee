using Outbox.Core.Errors;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

public sealed class RecoveryTests
{
    private readonly House _house = new();

    public RecoveryTests()
    {
        _house.Store.Live("order_completed");
        _house.Store.Person("1");
    }

    [Fact]
    public async Task A_request_that_failed_goes_again_with_the_same_bytes()
    {
        _house.Store.Event("order_completed", "1", "1");
        _house.Api.Answer = (number, _) => number is 1 or 3 or 4 ? ScriptedApi.TryAgain : ScriptedApi.Accepted;

        await _house.DrainAsync();

        Assert.Equal(5, _house.Api.Requests.Count);
        Assert.Equal(_house.Api.Requests[0], _house.Api.Requests[1]);
        Assert.Equal(_house.Api.Requests[2], _house.Api.Requests[3]);
        Assert.Equal(_house.Api.Requests[3], _house.Api.Requests[4]);
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(1));
        Assert.Equal(5, _house.Store.Attempts.Count);
    }

    [Fact]
    public async Task Nothing_is_lost_however_long_an_outage_lasts()
    {
        _house.Store.Event("order_completed", "1", "1");
        _house.Api.Answer = (number, _) => number <= 100 ? ScriptedApi.TryAgain : ScriptedApi.Accepted;

        await _house.DrainAsync();

        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(1));
        Assert.Single(_house.Lines, line => line.Id == 4010);
        Assert.Single(_house.Lines, line => line.Id == 4011);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task A_database_whose_clock_is_not_Customer_ios_is_warned_of_once_and_when_it_is_over(int seconds)
    {
        for (var order = 1; order <= 3; order++)
        {
            _house.Store.Event("order_completed", $"{order}", "1");
        }

        _house.Api.Answer = (number, _) => ScriptedApi.Accepted with { Clock = At(number < 4 ? seconds : 0) };

        await _house.DrainAsync(options => options.BatchItems = 1);

        Assert.Equal(4, _house.Api.Requests.Count);
        Assert.Contains("OBX736", Assert.Single(_house.Lines, line => line.Id == 4016).Text, StringComparison.Ordinal);
        Assert.Single(_house.Lines, line => line.Id == 4017);

        ServerClock At(int ahead)
        {
            var now = _house.Clock.GetUtcNow();
            return new(now.AddSeconds(ahead), now, now);
        }
    }

    [Fact]
    public async Task A_retry_waits_as_long_as_the_answer_asks()
    {
        _house.Store.Event("order_completed", "1", "1");
        _house.Api.Answer = (number, _) =>
            number == 1 ? ScriptedApi.TryAgain with { RetryAfter = TimeSpan.FromSeconds(47) } : ScriptedApi.Accepted;

        await _house.DrainAsync();

        Assert.Contains(TimeSpan.FromSeconds(47), _house.Clock.Waits);
    }

    [Fact]
    public async Task A_time_out_of_an_identify_leaves_no_hash_behind()
    {
        _house.Store.Add(MessageKind.Touch, "1");
        _house.Store.Sent["cust_1"] = new SentPerson("cust_1", "old", 1);
        SentPerson? afterTimeOut = null;
        _house.Api.Answer = (number, _) =>
        {
            afterTimeOut = number == 2 ? _house.Store.Sent["cust_1"] : afterTimeOut;
            return number == 1 ? ScriptedApi.TimedOut : ScriptedApi.Accepted;
        };

        await _house.DrainAsync();

        Assert.Null(afterTimeOut!.AttributesHash);
        Assert.Equal(MemoryStore.HashOf("basic"), _house.Store.Sent["cust_1"].AttributesHash);
    }

    [Fact]
    public async Task Refused_credentials_stop_all_requests_until_they_are_accepted_and_burn_no_attempt()
    {
        _house.Store.Event("order_completed", "1", "1");
        _house.Api.RefusedAccountReads = 3;
        _house.Api.Answer = (number, _) => number == 1 ? ScriptedApi.Unauthorized : ScriptedApi.Accepted;

        await _house.DrainAsync();

        Assert.Equal(4, _house.Api.AccountReads);
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(1));
        Assert.DoesNotContain(_house.Store.Attempts, attempt => attempt.HttpStatus == 401);
        Assert.Single(_house.Lines, line => line.Id == 4012);
        Assert.Single(_house.Lines, line => line.Id == 4013);
    }

    [Fact]
    public async Task After_a_crash_between_saving_and_the_answer_the_same_bytes_go_again()
    {
        _house.Store.Event("order_completed", "1", "1");
        _house.Store.Event("order_completed", "2", null, """{"GuestEmail":"ann@example.com"}""");
        _house.Api.Answer = (_, items) => items.Any(item => item.Contains("\"event\"", StringComparison.Ordinal))
            ? throw new OutboxException(RowReasons.BoundElsewhere, "killed", null, "nothing")
            : ScriptedApi.Accepted;
        await _house.DrainAsync(options => options.Parallelism = 1);
        var first = _house.Api.Requests[^1];
        _house.Api.Requests.Clear();
        _house.Api.Answer = (_, _) => ScriptedApi.Accepted;

        // What may have been sent keeps its name and its data, whatever has changed meanwhile.
        _house.Store.Recapture(1, """{"Note":"another"}""");
        _house.Store.Types["order_completed"] = new EventTypeState("order_completed", Delivery.Shadow, 100, "sql");
        await _house.DrainAsync(options => options.Parallelism = 1);

        Assert.Equal(2, first.Count);
        Assert.Equal(first, _house.Api.Requests.Single());
    }

    [Fact]
    public async Task A_busy_database_is_waited_for_and_what_was_accepted_is_recorded()
    {
        _house.Store.Event("order_completed", "1", "1");
        var busy = 3;
        _house.Store.Failing = call => call == "complete" && _house.Api.Requests.Count == 2 && busy-- > 0
            ? new StoreBusyException("locked", new InvalidOperationException())
            : null;

        await _house.DrainAsync();

        Assert.Equal(2, _house.Api.Requests.Count);
        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(1));
        Assert.Single(_house.Lines, line => line.Id == 4020);
        Assert.Single(_house.Lines, line => line.Id == 4021);
    }

    [Fact]
    public async Task A_server_that_goes_away_is_waited_for()
    {
        _house.Store.Event("order_completed", "1", "1");
        var away = 5;
        _house.Store.Failing = call => call == "read" && away-- > 0
            ? new OutboxException(StoreErrors.Unreachable, "The server cannot be reached.", null, "Wait.")
            : null;

        await _house.DrainAsync();

        Assert.Equal(MessageStatus.Sent, _house.Store.StatusOf(1));
        Assert.Null(_house.Failure);
    }

    [Fact]
    public async Task An_error_that_does_not_pass_stops_the_host_and_is_kept()
    {
        var error = new OutboxException(new ErrorCode("OBX201", "Gone", ErrorKind.Database), "Gone.", null, "Bring it back.");
        _house.Store.Failing = call => call == "read" ? error : null;

        await _house.DrainAsync();

        Assert.True(_house.StopRequested.IsCompleted);
        Assert.Same(error, _house.Failure);
    }
}
