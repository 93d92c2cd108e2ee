using System.Globalization;
using Outbox.Core.Errors;
using Outbox.Core.Events;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Bind;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;
using Outbox.Stores;
using Outbox.Stores.Reading;

namespace Outbox.Dispatcher.Launch;

/// <summary>
/// What must hold before journeys lean on the events, each demand with its evidence. It changes nothing in the database;
/// with a test profile it sends that profile one event, twice.
/// </summary>
/// <param name="store">The outbox.</param>
/// <param name="reader">The outbox, for people.</param>
/// <param name="installer">The tables.</param>
/// <param name="api">Customer.io; null where no credentials are there.</param>
/// <param name="clock">This machine's clock.</param>
public sealed class LaunchGate(IOutboxStore store, IOutboxReader reader, IOutboxInstaller installer, ITrackApi? api, TimeProvider clock)
{
    /// <summary>The event that a test profile gets.</summary>
    public const string TestEvent = "outbox_launch_gate";

    private const string UlidName = "One ULID sent twice counts once";

    /// <summary>Rows that are written now may be on their way.</summary>
    private static readonly TimeSpan Underway = TimeSpan.FromMinutes(5);

    /// <summary>Looks.</summary>
    /// <param name="testProfile">The person id that gets the event; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OutboxException">The database cannot be read, or holds no outbox.</exception>
    public async Task<IReadOnlyList<GateItem>> ExamineAsync(string? testProfile, CancellationToken cancellationToken)
    {
        var stored = await store.ReadMappingAsync(cancellationToken);
        var mapping = MappingReader.Read(stored.Text).Document ?? throw new OutboxException(
            RowReasons.MappingUnreadable, "The stored mapping cannot be read by this version.", null, "Run outbox migrate with the current outbox.yml.");
        var catalog = await installer.ReadCatalogAsync(cancellationToken);
        var states = (await store.ReadEventTypesAsync(cancellationToken)).ToDictionary(s => s.Name);
        var mapped = mapping.EventTypes.Select(t => states.GetValueOrDefault(t.CapturedBy)).OfType<EventTypeState>().ToList();
        var rehearsals = await reader.ReadHistoriesAsync(cancellationToken);
        return
        [
            PeopleGate.Id(mapping.People, catalog),
            PeopleGate.Contact(mapping.People, catalog),
            .. PeopleGate.Workspace(mapping.People),
            EventsGate.Feed(rehearsals),
            EventsGate.TriggerSource(mapped),
            EventsGate.Names(rehearsals, stored.StoredAt),
            EventsGate.Corrections(mapping, catalog),
            .. await RehearsedAsync(mapping, catalog, mapped, rehearsals, cancellationToken),
            GateItem.Unseen(
                "Backfill plan with its throttle",
                "this version has no backfill: what was written before the first trigger is not sent",
                "Agree that journeys begin without history; Outbox:Dispatch:RatePerSecond is the only throttle."),
            await TwiceAsync(mapping.Source, testProfile, cancellationToken),
        ];
    }

    private async Task<IReadOnlyList<GateItem>> RehearsedAsync(
        MappingDocument mapping,
        DatabaseCatalog catalog,
        IReadOnlyList<EventTypeState> mapped,
        IReadOnlyList<TypeHistory> rehearsals,
        CancellationToken cancellationToken)
    {
        var now = await store.ReadClockAsync(cancellationToken);
        var events = mapping.Events.ToDictionary(e => e.CapturedBy);
        var items = new List<GateItem>();
        foreach (var state in mapped)
        {
            var rehearsal = rehearsals.FirstOrDefault(r => r.Name == state.Name);
            var facts = rehearsal?.FirstShadowAt is { } first && events.TryGetValue(state.Name, out var type)
                ? await reader.CountFactsAsync(mapping, type, catalog, first, now - Underway, cancellationToken)
                : null;
            items.Add(RehearsalGate.Judge(state, rehearsal, facts, now));
        }

        return items;
    }

    private async Task<GateItem> TwiceAsync(string source, string? profile, CancellationToken cancellationToken)
    {
        if (profile is null)
        {
            return GateItem.Unseen(UlidName, "no test profile was given", "Give --test-profile PERSON, somebody who is there and may get an event.");
        }

        if (api is null)
        {
            return GateItem.Unseen(UlidName, "no credentials were given", "Give the settings of outbox run.");
        }

        try
        {
            var found = await store.ReadBindingAsync(cancellationToken);
            var account = await api.ReadAccountAsync(cancellationToken);
            if (BoundElsewhere.Explain(new OutboxBinding(found.Server, found.Database, account.EnvironmentId, account.Region), found.Bound) is { } elsewhere)
            {
                return GateItem.Fail(UlidName, elsewhere.Message, elsewhere.Mend);
            }
        }
        catch (OutboxException refused) when (refused.Code.Kind == ErrorKind.CustomerIo)
        {
            return GateItem.Fail(UlidName, $"{refused.Code}: {refused.Message}", refused.Mend);
        }

        // Another one each time: the last run's event is no repeat of this one's.
        var now = clock.GetUtcNow().UtcDateTime;
        var name = ShadowName.Of(TestEvent);
        var ulid = EventUlid.Derive(source, EventId.Compose(name, profile, now.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture)));
        var item = TrackItem.Event(profile, name, ulid, Stamp.UnixSeconds(now), "{}");
        for (var time = 1; time <= 2; time++)
        {
            var answer = await api.SendAsync([item], cancellationToken);
            if (answer.Kind != AnswerKind.Accepted)
            {
                return GateItem.Fail(
                    UlidName, $"sending it for the {(time == 1 ? "first" : "second")} time: {answer.Kind}, HTTP {answer.HttpStatus}, {answer.Detail}",
                    "Mend what Customer.io says, and look again.");
            }
        }

        return GateItem.Unseen(
            UlidName,
            $"{name} was accepted twice under {ulid}, for the profile {profile}; what Customer.io made of it the Track API does not tell",
            "Look at the profile's activity log: it must show the event once.");
    }
}
