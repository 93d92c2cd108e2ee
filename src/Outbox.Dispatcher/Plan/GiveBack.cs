namespace Outbox.Dispatcher.Plan;

/// <summary>Which lanes a dispatcher hands back that holds more than its share.</summary>
/// <param name="Now">Lanes that nobody works on: they go at once.</param>
/// <param name="Later">Lanes whose read is under way: they go once it is settled.</param>
public sealed record GiveBack(IReadOnlyList<byte> Now, IReadOnlyList<byte> Later)
{
    /// <summary>Chooses; lanes at rest first, the highest numbers first, so that lane 0 (with the schedules) moves last.</summary>
    /// <param name="held">Lanes held, and whether each is in use.</param>
    /// <param name="share">How many to keep, 0 or more.</param>
    public static GiveBack Choose(IReadOnlyCollection<(byte Lane, bool IsInUse)> held, int share)
    {
        var surplus = held
            .OrderBy(lane => lane.IsInUse)
            .ThenByDescending(lane => lane.Lane)
            .Take(Math.Max(0, held.Count - share))
            .ToList();
        return new GiveBack(
            [.. surplus.Where(lane => !lane.IsInUse).Select(lane => lane.Lane)],
            [.. surplus.Where(lane => lane.IsInUse).Select(lane => lane.Lane)]);
    }
}
