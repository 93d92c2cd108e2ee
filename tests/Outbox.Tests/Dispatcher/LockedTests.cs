using Outbox.Core.Messages;
using Outbox.Dispatcher.Read;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher;

/// <summary>An open transaction of the shop delays only the rows that need what it holds.</summary>
public sealed class LockedTests
{
    private readonly House _house = new();

    public LockedTests()
    {
        _house.Store.Live("order_completed");
        foreach (var person in new[] { "1", "2", "3" })
        {
            _house.Store.Person(person);
            _house.Store.AlreadySent(person);
        }
    }

    [Fact]
    public async Task A_person_whose_row_is_locked_waits_and_the_others_go()
    {
        var waiting = _house.Store.Event("order_completed", "1", "1");
        var others = new[] { _house.Store.Event("order_completed", "2", "2"), _house.Store.Event("order_completed", "3", "3") };
        _house.Store.Locked.Add("1");

        await _house.RunAsync(async _ =>
        {
            while (others.Any(row => _house.Store.StatusOf(row) != MessageStatus.Sent))
            {
                await Task.Delay(1);
            }

            Assert.Equal(MessageStatus.Pending, _house.Store.StatusOf(waiting));
            _house.Store.Locked.Clear();
            while (_house.Store.StatusOf(waiting) != MessageStatus.Sent)
            {
                await Task.Delay(1);
            }
        });
        Assert.Null(_house.Failure);
    }

    [Fact]
    public async Task Halves_are_read_until_what_is_locked_stands_alone()
    {
        var read = new List<int>();
        var locked = await LockedReads.ReadAsync(Enumerable.Range(0, 1_000).ToList(), part => Read(part, 617));
        Assert.Equal([617], locked);
        Assert.Equal(Enumerable.Range(0, 1_000).Where(i => i != 617), read.Order());

        Task Read(IReadOnlyList<int> part, int busy)
        {
            if (part.Contains(busy))
            {
                throw new StoreBusyException("locked", new TimeoutException()) { IsLocked = true };
            }

            read.AddRange(part);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Where_all_is_locked_a_few_waits_are_enough_and_another_error_is_not_taken_for_a_lock()
    {
        var calls = 0;
        var locked = await LockedReads.ReadAsync(Enumerable.Range(0, 1_000).ToList(), _ =>
        {
            calls++;
            throw new StoreBusyException("locked", new TimeoutException()) { IsLocked = true };
        });
        Assert.Equal(1_000, locked.Count);
        Assert.InRange(calls, 1, 30);
        await Assert.ThrowsAsync<StoreBusyException>(() => LockedReads.ReadAsync([1], _ => throw new StoreBusyException("away", new TimeoutException())));
    }

    [Fact]
    public void Nothing_overtakes_a_locked_row_of_the_same_person_or_one_of_nobody_in_its_lane()
    {
        List<OutboxMessage> rows = [Row(1, 0, "a"), Row(2, 0, "A"), Row(3, 0, "b"), Row(4, 1, null), Row(5, 1, "c"), Row(6, 2, "d")];
        Assert.Equal(rows, LockedReads.InFront(rows, new HashSet<long>()));
        Assert.Equal([3L, 6], LockedReads.InFront(rows, new HashSet<long> { 1, 4 }).Select(row => row.MessageId));

        static OutboxMessage Row(long id, byte lane, string? person) => new()
        {
            MessageId = id,
            Kind = MessageKind.Event,
            CapturedBy = "order_completed",
            PersonKey = person,
            Lane = lane,
            CreatedAt = DateTime.UnixEpoch,
        };
    }
}
