using Microsoft.Extensions.DependencyInjection;
using Outbox.Core.Errors;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Stores;
using Outbox.Tests.Dispatcher.Doubles;

namespace Outbox.Tests.Dispatcher.Answers;

/// <summary>
/// The dispatcher and the client as they are, over real connections, against servers that do what servers and what stands in
/// front of them do. Whatever it is, no good row dies, nothing stops the dispatcher, and all is sent once it is over.
/// </summary>
public sealed class AnswerMatrixTests
{
    private const int Rows = 7;

    /// <summary>Enough for requests to be halved down to an item alone; fewer than open the client's circuit.</summary>
    private const int Enough = 8;

    public static TheoryData<string> Names => [.. Misbehaviour.All().Select(misbehaviour => misbehaviour.Name)];

    [Fact]
    public void There_are_at_least_forty_and_each_has_a_name_of_its_own()
    {
        var names = Misbehaviour.All().Select(misbehaviour => misbehaviour.Name).ToList();

        Assert.True(names.Count >= 40, $"{names.Count}");
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whatever_the_server_does_no_good_row_dies(string name)
    {
        await using var server = new LoopbackServer(Misbehaviour.All().Single(misbehaviour => misbehaviour.Name == name));
        await using var client = Client(server.Address);
        using var track = new Witness(client.GetRequiredService<ITrackApi>(), server.Recover);
        var house = Shop(track);

        await house.DrainAsync(options => options.Parallelism = 1);

        Assert.Null(house.Failure);
        Assert.True(track.Odd > 0, "The server did nothing of the kind.");
        Assert.All(Enumerable.Range(1, Rows), row => Assert.Equal(MessageStatus.Sent, house.Store.StatusOf(row)));
    }

    [Theory]
    [InlineData("400 page")]
    [InlineData("403 of a proxy")]
    [InlineData("200 of a portal")]
    [InlineData("413 page")]
    public async Task A_row_that_a_proxy_never_lets_through_waits_alone_and_everybody_else_goes_on(string name)
    {
        await using var server = new LoopbackServer(Misbehaviour.All().Single(misbehaviour => misbehaviour.Name == name)) { Poison = "<script>" };
        await using var client = Client(server.Address);
        using var track = new Witness(client.GetRequiredService<ITrackApi>(), static () => { });
        var house = Shop(track);
        house.Store.Event("order_completed", "poison", "1", """{"Note":"<script>"}""");
        house.Store.Event("order_completed", "after", "1");
        house.Store.Event("order_completed", "others", "2");
        var (poison, after, others) = (Rows + 1, Rows + 2, Rows + 3);

        await house.RunAsync(async _ =>
        {
            await track.UntilAsync(() => house.Store.StatusOf(others) == MessageStatus.Sent && house.Status!.Now.SetAside == 1);
            Assert.All(Enumerable.Range(1, Rows), row => Assert.Equal(MessageStatus.Sent, house.Store.StatusOf(row)));
            Assert.Equal((MessageStatus.Pending, MessageStatus.Pending), (house.Store.StatusOf(poison), house.Store.StatusOf(after)));
            server.Recover();
            await track.UntilAsync(() => house.Store.StatusOf(after) == MessageStatus.Sent && house.Status!.Now is { SetAside: 0, NotUnderstood: 0 });
        });

        Assert.Null(house.Failure);
        Assert.Equal(MessageStatus.Sent, house.Store.StatusOf(poison));
        Assert.Single(house.Lines, line => line.Id == 4014);
        Assert.Single(house.Lines, line => line.Id == 4015);
    }

    private static House Shop(Witness track)
    {
        var house = new House { Track = track };
        house.Store.Live("order_completed");
        foreach (var row in Enumerable.Range(1, Rows))
        {
            // Known already: what is refused is an event, and the first request has all of them.
            house.Store.Person($"{row % 4}");
            house.Store.Sent[$"cust_{row % 4}"] = new SentPerson($"cust_{row % 4}", MemoryStore.HashOf("basic"), 1);
            house.Store.Event("order_completed", $"{row}", $"{row % 4}");
        }

        return house;
    }

    private static ServiceProvider Client(Uri address)
    {
        var services = new ServiceCollection();
        services.AddTrackApi(options =>
        {
            (options.Region, options.SiteId, options.ApiKey, options.BaseAddress) = ("us", "site", "key", address);
            (options.Retries, options.AttemptTimeout, options.TotalTimeout) = (0, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2));
        });
        return services.BuildServiceProvider();
    }

    /// <summary>Sees the answers; after some that were no success it is enough.</summary>
    private sealed class Witness(ITrackApi track, Action enough) : ITrackApi, IDisposable
    {
        private readonly SemaphoreSlim _answered = new(0);
        private int _odd;

        public int Odd => _odd;

        public async Task<TrackAccount> ReadAccountAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await track.ReadAccountAsync(cancellationToken);
            }
            catch (OutboxException)
            {
                NoteOdd();
                throw;
            }
        }

        public async Task<TrackAnswer> SendAsync(IReadOnlyList<TrackItem> items, CancellationToken cancellationToken)
        {
            var answer = await track.SendAsync(items, cancellationToken);
            if (answer.Kind is not (AnswerKind.Accepted or AnswerKind.PartlyAccepted))
            {
                NoteOdd();
            }

            _answered.Release();
            return answer;
        }

        private void NoteOdd()
        {
            if (Interlocked.Increment(ref _odd) >= Enough)
            {
                enough();
            }
        }

        public void Dispose() => _answered.Dispose();

        /// <summary>Until something is true after an answer, or a little later: answers are recorded beside the next request.</summary>
        public async Task UntilAsync(Func<bool> isTrue)
        {
            while (!isTrue())
            {
                await _answered.WaitAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
            }
        }
    }
}
