using System.Security.Cryptography;
using System.Text.Json;
using Outbox.Core.Errors;
using Outbox.Core.Events;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Preview;

namespace Outbox.Cli.Preview;

/// <summary>Sends a previewed event to a test profile, so that a journey can be walked through before anything is live.</summary>
internal static class TestProfile
{
    /// <summary>Characters of a random part.</summary>
    private const int NonceBytes = 16;

    /// <summary>
    /// The event for the profile: its data as previewed, its shadow name, an id of its own each time, since Customer.io would
    /// take a second one for a duplicate, and the time of now, since an old event starts no journey.
    /// </summary>
    /// <param name="item">The previewed event.</param>
    /// <param name="personId">The profile's id at Customer.io.</param>
    /// <param name="source">The mapping's namespace of ids.</param>
    /// <param name="now">The database's clock, UTC.</param>
    /// <returns>The item, its name and its ULID.</returns>
    public static (TrackItem Item, string Name, string Ulid) For(PreviewedItem item, string personId, string source, DateTime now)
    {
        using var json = JsonDocument.Parse(item.Json);
        var name = item.SentAs!.StartsWith(ShadowName.Prefix, StringComparison.Ordinal) ? item.SentAs : ShadowName.Of(item.SentAs);
        var ulid = EventUlid.Derive(source, $"preview:{item.EventId}:{RandomNumberGenerator.GetHexString(NonceBytes * 2)}");
        return (TrackItem.Event(personId, name, ulid, Stamp.UnixSeconds(now), json.RootElement.GetProperty("attributes").GetRawText()), name, ulid);
    }

    /// <summary>Sends it.</summary>
    /// <exception cref="OutboxException">OBX195: it was not taken; or the credentials or the host are not in order.</exception>
    public static async Task SendAsync(ITrackApi api, TrackItem item, CancellationToken cancellationToken)
    {
        await api.ReadAccountAsync(cancellationToken);
        var answer = await api.SendAsync([item], cancellationToken);
        if (answer.Kind != AnswerKind.Accepted)
        {
            throw new OutboxException(
                PreviewErrors.NotTaken,
                $"Customer.io did not take the event: {answer.Detail ?? answer.Kind.ToString()}",
                null,
                "Mend what the answer names; the shop and the outbox are as they were.");
        }
    }
}
