using Outbox.Dispatcher.Read;
using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class NarrowingTests
{
    private static readonly IReadOnlySet<int> NoneApart = new HashSet<int>();

    private int _reads;

    [Fact]
    public async Task Of_a_thousand_keys_the_bad_one_is_found_by_some_twenty_reads()
    {
        var result = await ReadAsync(1_000, ShopReadFault.Data, bad: key => key == 617);

        Assert.Equal(617, Assert.Single(result.Failed).Key);
        Assert.Equal(999, result.Found.Count);
        Assert.InRange(_reads, 2, 21);
    }

    [Fact]
    public async Task A_key_that_is_known_to_fail_is_read_apart_and_narrows_nobody()
    {
        var known = new KnownFailures();
        Assert.Equal([617], known.Note<int>("people", [], [617]));
        Assert.Empty(known.Note<int>("people", [], [617]));

        var result = await ReadAsync(1_000, ShopReadFault.Data, key => key == 617, known.Among("people", Enumerable.Range(0, 1_000)));
        Assert.Equal((999, 2), (result.Found.Count, _reads));

        known.Note("people", [617], []);
        Assert.Empty(known.Among("people", [617]));
    }

    [Fact]
    public void The_oldest_failures_are_forgotten_first()
    {
        var known = new KnownFailures(most: 3);
        known.Note<int>("people", [], [1, 2, 3, 4]);

        Assert.Equal([2, 3, 4], known.Among("people", [1, 2, 3, 4]).Order());
    }

    [Fact]
    public async Task A_definition_is_not_narrowed()
    {
        var result = await ReadAsync(1_000, ShopReadFault.Definition, _ => true);

        Assert.NotNull(result.Whole);
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task What_nobody_understands_and_hits_everybody_ends_after_two_keys()
    {
        var result = await ReadAsync(1_000, ShopReadFault.Unknown, _ => true);

        Assert.NotNull(result.Whole);
        Assert.Empty(result.Failed);
        Assert.InRange(_reads, 2, 12);
    }

    [Fact]
    public async Task What_nobody_understands_and_hits_one_is_narrowed_to_it()
    {
        var result = await ReadAsync(1_000, ShopReadFault.Unknown, key => key == 3);

        Assert.Null(result.Whole);
        Assert.Equal([3], result.Failed.Keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public async Task Whatever_is_bad_every_key_is_found_or_failed_and_never_both(int every)
    {
        var result = await ReadAsync(500, ShopReadFault.Data, key => key % every == 0);

        Assert.Equal(Enumerable.Range(0, 500).Where(key => key % every == 0), result.Failed.Keys.Order());
        Assert.Equal(Enumerable.Range(0, 500).Where(key => key % every != 0), result.Found.Keys.Order());
    }

    private Task<Narrowed<int, string>> ReadAsync(int keys, ShopReadFault fault, Func<int, bool> bad, IReadOnlySet<int>? apart = null) =>
        Narrowing.ReadAsync<int, string>([.. Enumerable.Range(0, keys)], apart ?? NoneApart, some =>
        {
            _reads++;
            return some.Any(bad)
                ? throw new ShopReadException(fault, "error", null, null)
                : Task.FromResult<IReadOnlyDictionary<int, string>>(some.ToDictionary(key => key, key => "row"));
        });
}
