namespace Outbox.Dispatcher.Plan;

/// <summary>How many lanes a dispatcher is to hold.</summary>
public static class FairShare
{
    /// <summary>
    /// The share: lanes divided by dispatchers; what is left over goes to the oldest, a lane each. All shares together are all
    /// lanes, and no two differ by more than one. Whoever joins is the youngest: it takes lanes away from others, and
    /// moves none between them.
    /// </summary>
    /// <param name="lanes">Lanes in all, 0 or more.</param>
    /// <param name="live">Dispatchers alive, 1 or more.</param>
    /// <param name="place">The dispatcher's place among them by age, 1 to <paramref name="live"/>.</param>
    public static int Of(int lanes, int live, int place) => (lanes / live) + (place <= lanes % live ? 1 : 0);
}
