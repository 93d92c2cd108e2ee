using CsCheck;
using Outbox.Sandbox.Workspace;

namespace Outbox.Tests.Sandbox;

public class ArrivalLogTests
{
    [Fact]
    public void A_log_answers_as_a_list_of_its_newest_entries_would() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 100], Gen.Int[0, 350]).Sample((capacity, count, after) =>
        {
            var log = new ArrivalLog<long>(entry => entry, capacity);
            var all = Enumerable.Range(1, count).Select(i => 3L * i).ToList();
            all.ForEach(log.Add);
            var kept = all.TakeLast(capacity).ToList();

            Assert.Equal(count, log.Total);
            Assert.Equal(kept.Where(entry => entry > after), log.After(after));
            Assert.Equal(Enumerable.Reverse(kept), log.NewestFirst());
        });
}
