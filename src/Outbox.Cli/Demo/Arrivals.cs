using System.Text.Json;
using System.Text.Json.Nodes;
using Outbox.Cli.Demo.Compare;
using Outbox.Sandbox.Query;

namespace Outbox.Cli.Demo;

/// <summary>What the sandbox says that it accepted.</summary>
internal sealed class Arrivals(SandboxClient sandbox, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Distinct events so far.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken) => (await StatsAsync(cancellationToken)).Events;

    public Task<SandboxStats> StatsAsync(CancellationToken cancellationToken) => sandbox.StatsAsync(cancellationToken);

    /// <summary>Returns once more than so many events are there.</summary>
    public async Task MoreThanAsync(long count, CancellationToken cancellationToken)
    {
        while (await CountAsync(cancellationToken) <= count)
        {
            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    public async Task<IReadOnlyList<ReceivedEvent>> EventsAsync(CancellationToken cancellationToken)
    {
        var events = new List<ReceivedEvent>();
        await foreach (var e in sandbox.EventsAsync(cancellationToken: cancellationToken))
        {
            events.Add(new ReceivedEvent(
                e.Ulid, e.Name, e.Person, e.Timestamp, e.Attributes, DateTimeOffset.FromUnixTimeMilliseconds(e.ArrivedAt), e.TimesReceived));
        }

        return events;
    }

    public async Task<IReadOnlyList<ReceivedPerson>> PeopleAsync(CancellationToken cancellationToken)
    {
        var people = new List<ReceivedPerson>();
        await foreach (var person in sandbox.PeopleAsync(cancellationToken: cancellationToken))
        {
            var attributes = new JsonObject();
            foreach (var (name, value) in person.Attributes)
            {
                attributes[name] = JsonNode.Parse(value.GetRawText());
            }

            // Identifiers, not attributes, where they were sent as such.
            Identify(attributes, "email", person.Email);
            Identify(attributes, "phone", person.Phone);
            people.Add(new ReceivedPerson(person.Id ?? person.CioId, JsonSerializer.SerializeToElement(attributes)));
        }

        return people;
    }

    private static void Identify(JsonObject attributes, string name, string? value)
    {
        if (value is not null && !attributes.ContainsKey(name))
        {
            attributes[name] = value;
        }
    }
}
