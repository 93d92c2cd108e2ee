using Outbox.Core.Messages;
using Outbox.Dispatcher.Plan;
using Outbox.Dispatcher.Read;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Shape;
using Outbox.Mapping.Yaml;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher.Plan;

/// <summary>Guards the memory that an event costs between the read and the request: counted bytes, the same on every machine.</summary>
public sealed class AllocationTests
{
    private const int Events = 1_000;

    /// <summary>It is 1,973: small changes pass; a writer with a buffer of its own for every item, which makes it 4,407, does not.</summary>
    private const int MostBytesAnEvent = 2_400;

    private readonly Rules _rules;
    private readonly Shaper _shaper;

    public AllocationTests()
    {
        var mapping = MappingReader.Read(Mappings.Shop).Document!;
        _shaper = new Shaper(mapping, new DatabaseCatalog(Engine.Sqlite, []));
        _rules = new Rules(mapping, _shaper, [new EventTypeState("order_completed", Delivery.Live, 100, "sql")]);
    }

    [Fact]
    public void An_event_is_shaped_planned_and_batched_in_a_few_kilobytes()
    {
        var messages = Enumerable.Range(1, Events).Select(Message).ToList();

        // Once before, so that what is made once is not counted.
        Work(messages);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var batches = Work(messages);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Events;

        Assert.Equal(Events / 100, batches);
        Assert.True(bytes <= MostBytesAnEvent, $"{bytes} bytes an event, more than {MostBytesAnEvent}");
    }

    private static OutboxMessage Message(int number) => new()
    {
        MessageId = number,
        Kind = MessageKind.Event,
        CapturedBy = "order_completed",
        EventName = "order_completed",
        EventId = $"order_completed:{number}",
        PersonKey = "1",
        Captured = """{"OrderId":1,"CustomerId":1,"GuestEmail":null,"Note":"Leave it at the door."}""",
        CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    private int Work(IReadOnlyList<OutboxMessage> messages)
    {
        var person = _shaper.ShapePerson("""{"row":{"Score":5,"Plan":"basic"}}""");
        var people = new Dictionary<string, PersonFacts>
        {
            ["cust_1"] = new("cust_1", PersonState.Present, person, new SentPerson("cust_1", person.Hash, 1)),
        };
        var rows = messages.Select(message => new PersonalRow(message, "cust_1", "1", _shaper.ShapeEvent(message, null)));
        var plan = Planner.Plan(_rules, messages[0].CreatedAt, rows, people);
        return Tracks.Divide(plan.Parcels, 1, 100).SelectMany(Waves.Cut).Sum(wave => Batches.Cut(wave, 100).Count);
    }
}
