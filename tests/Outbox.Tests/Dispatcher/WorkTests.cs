using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

/// <summary>Guards what a drain costs by counting: calls of the database and requests, never the time they take.</summary>
public sealed class WorkTests
{
    private static readonly string[] CallsOfARead = ["related", "people", "identities", "sent people", "clock", "save"];

    private readonly House _house = new();

    public WorkTests() => _house.Store.Live("order_completed");

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public async Task A_read_asks_the_database_as_often_for_many_rows_as_for_one(int events)
    {
        Fill(events, people: 1);

        await _house.DrainAsync();

        Assert.All(CallsOfARead, call => Assert.Equal(1, _house.Store.Calls.Count(made => made == call)));
    }

    [Fact]
    public async Task Requests_are_filled_and_each_is_recorded_by_one_call()
    {
        Fill(500, people: 1);

        await _house.DrainAsync();

        // The attributes first, then 500 events in requests of 100.
        Assert.Equal(6, _house.Api.Requests.Count);

        // Beside them one call says that the attributes are on their way.
        Assert.Equal(_house.Api.Requests.Count + 1, _house.Store.Calls.Count(made => made == "complete"));
    }

    private void Fill(int events, int people)
    {
        for (var person = 1; person <= people; person++)
        {
            _house.Store.Person($"{person}");
        }

        for (var order = 1; order <= events; order++)
        {
            _house.Store.Event("order_completed", $"{order}", $"{(order % people) + 1}");
        }
    }
}
