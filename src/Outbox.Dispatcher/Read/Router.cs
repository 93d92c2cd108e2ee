using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>
/// Finds out whose rows are whose person only a lookup knows, and puts them into the lanes of these persons. Any dispatcher
/// does that for all, so that one that stands still holds up nobody; two that do it at once do it for nothing.
/// </summary>
internal sealed class Router(IOutboxStore store, ShopReads shop, IHolds held, RulesReader rulesReader, Telemetry telemetry) : IDisposable
{
    /// <summary>Rows at a time: while they change lanes, no lane is read.</summary>
    private const int Rows = 1_000;

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Routes what waits now, up to a thousand rows. Where another sender is at it, waits for that instead.</summary>
    public async Task RouteAsync(CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            await _turn.WaitAsync(cancellationToken);
            _turn.Release();
            return;
        }

        using var trace = Telemetry.StartStep("route");
        try
        {
            var messages = await store.ReadUnroutedAsync(Rows, cancellationToken);
            if (messages.Count == 0)
            {
                return;
            }

            var rules = await rulesReader.ReadAsync(cancellationToken);
            if (!messages.All(rules.Covers))
            {
                rules = await rulesReader.RefreshAsync(cancellationToken);
            }

            var routes = new List<MessageRoute>(messages.Count);
            foreach (var capture in messages.GroupBy(message => message.CapturedBy, StringComparer.Ordinal))
            {
                // What the shop has locked stays unrouted, and stops what is behind it; the rest goes on.
                await LockedReads.ReadAsync([.. capture], async some =>
                {
                    var read = await shop.RelatedAsync(capture.Key, some, cancellationToken);
                    if (read.Failed.Values.FirstOrDefault(error => error.Fault == ShopReadFault.Unknown) is { } unknown)
                    {
                        // A row that cannot be routed stops those behind it, unless its part is held.
                        await held.HoldAsync(capture.Key, unknown, cancellationToken);
                    }

                    // Whoever owns the lane that a row with nobody goes to finds out why it cannot be read, and closes it.
                    routes.AddRange(some.Where(message => MayRoute(message, read)).Select(message =>
                    {
                        var person = rules.Shaper.ResolvePerson(message, read.Found.GetValueOrDefault(message.MessageId));
                        return new MessageRoute(message.Key, person.Key, person.GuestEmail);
                    }));
                });
            }

            static bool MayRoute(OutboxMessage message, Narrowed<long, string> read) => read.Failed.TryGetValue(message.MessageId, out var error)
                ? error.Fault != ShopReadFault.Unknown
                : read.Whole is null || read.Found.ContainsKey(message.MessageId);

            if (routes.Count > 0)
            {
                telemetry.Routed(await store.RouteAsync(routes, cancellationToken));
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
