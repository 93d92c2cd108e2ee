using Outbox.Cli.Demo.Shop.Deeds;

namespace Outbox.Cli.Demo.Shop;

/// <summary>A desk's deeds, in order; made of a seed.</summary>
internal sealed class PlayPlan
{
    /// <summary>The part of the deeds by which all is done that a schedule is to find at the dispatcher's last start.</summary>
    public const double FeedersBy = 0.8;

    private PlayPlan(IReadOnlyList<IDeed> deeds) => Deeds = deeds;

    public IReadOnlyList<IDeed> Deeds { get; }

    /// <summary>Plans a desk.</summary>
    /// <param name="orders">Orders that this desk is to take, 10 or more.</param>
    /// <param name="isWarehouse">Whether this desk takes in goods and sets prices: one alone does.</param>
    /// <param name="seed">Of the plan.</param>
    public static PlayPlan Make(int orders, bool isWarehouse, int seed)
    {
        var random = new Random(seed);
        var feeders = FeedersOf(orders, isWarehouse).ToArray();
        var others = OthersOf(orders).ToArray();
        random.Shuffle(feeders);
        random.Shuffle(others);

        // Feeders take random places in the first part; the others fill what is left, in their order.
        var deeds = new IDeed?[feeders.Length + others.Length];
        var places = Enumerable.Range(0, (int)(deeds.Length * FeedersBy)).ToArray();
        random.Shuffle(places);
        foreach (var (feeder, place) in feeders.Zip(places))
        {
            deeds[place] = feeder;
        }

        var next = 0;
        return new PlayPlan([.. deeds.Select(d => d ?? others[next++])]);
    }

    private static IEnumerable<IDeed> FeedersOf(int orders, bool isWarehouse)
    {
        var waits = Times<JoinWaitlist>(Share(orders, 0.04));
        return isWarehouse ? [.. waits, .. Times<ReceiveGoods>(Share(orders, 0.03)), .. Times<ChangePrice>(Share(orders, 0.04))] : waits;
    }

    private static IEnumerable<IDeed> OthersOf(int orders) =>
    [
        .. Times<PlaceOrder>(Share(orders, 0.55)),
        .. Times<PlaceGuestOrder>(Share(orders, 0.2)),
        .. Times<SellAtTill>(Share(orders, 0.2)),
        .. Times<OrderAsTester>(Share(orders, 0.05)),
        .. Times<CompleteOrders>(Share(orders, 0.3)),
        .. Times<CancelOrder>(Share(orders, 0.03)),
        .. Times<FailPayment>(Share(orders, 0.08)),
        .. Times<PackOrders>(Share(orders, 0.25)),
        .. Times<ShipParcels>(Share(orders, 0.22)),
        .. Times<DeliverParcels>(Share(orders, 0.2)),
        .. Times<RefundOrder>(Share(orders, 0.1)),
        .. Times<ChargeBack>(Share(orders, 0.02)),
        .. Times<BackOrder>(Share(orders, 0.04)),
        .. Times<PauseSubscription>(Share(orders, 0.05)),
        .. Times<CancelSubscriptions>(Share(orders, 0.02)),
        .. Times<ChangeEmail>(Share(orders, 0.06)),
        .. Times<RewardPoints>(Share(orders, 0.05)),
        .. Times<ChangeNothing>(Share(orders, 0.06)),
        .. Times<ThinkBetter>(Share(orders, 0.05)),
        .. Times<SignUp>(Share(orders, 0.03)),
        .. Times<AbandonCart>(Share(orders, 0.03)),
        .. Times<DeleteCustomer>(2),
    ];

    private static int Share(int orders, double part) => Math.Max(1, (int)Math.Round(orders * part));

    private static IEnumerable<IDeed> Times<T>(int count)
        where T : IDeed, new() => Enumerable.Range(0, count).Select(_ => (IDeed)new T());
}
