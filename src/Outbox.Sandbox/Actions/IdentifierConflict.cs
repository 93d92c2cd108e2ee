using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary>
/// Why the identifiers of an identify contradict those of the people there are. Customer.io answers 200 and notes an "Attribute
/// Update Failure". Whether it applies the other attributes is not published, and integrators report both: here nothing is applied.
/// </summary>
internal static class IdentifierConflict
{
    /// <summary>One sentence; null where there is no conflict.</summary>
    /// <param name="state">The workspace.</param>
    /// <param name="call">The identify.</param>
    /// <param name="carried">The identifiers among its attributes.</param>
    /// <param name="person">Who has its identifier; null for nobody.</param>
    /// <param name="adopted">Who has one of <paramref name="carried"/>, where nobody has its identifier.</param>
    /// <param name="stamp">The unix seconds of the update.</param>
    public static string? Find(
        WorkspaceState state, IdentifyCall call, IReadOnlyList<SentIdentifier> carried, Person? person, Person? adopted, long stamp)
    {
        var now = person ?? adopted;
        foreach (var (who, name) in carried.Select(sent => (sent.Who, sent.Name)))
        {
            if (who.Kind == IdentifierKind.Id && call.Who.Kind == IdentifierKind.Id && who != call.Who)
                return $"identifier conflict: `attributes.id` is '{who.Value}' and the identifier is '{call.Who.Value}'";
            if (now is not null && who.Kind != IdentifierKind.Id && now.Attributes.IsNewer(name, stamp))
                continue;
            if (state.People.Find(who) is { } holder && holder != now)
                return $"identifier conflict: another person has the {name} '{who.Value}'";

            // Whoever is found by the body takes the id of the path, also in place of another id ("The existing person gets the new id").
            var given = adopted is not null && who == call.Who && who.Kind == IdentifierKind.Id;
            if (now is not null && !given && Changes(now, who) && !MayChange(state.Settings, call.Who.Kind, who.Kind))
                return Refusal(name, now, who);
        }

        if (adopted is not null && call.Who.Kind != IdentifierKind.Id && Changes(adopted, call.Who))
            return $"identifier conflict: the person has another {PersonIdentifier.NameOf(call.Who.Kind)} than '{call.Who.Value}'";
        return now is null ? null : Cleared(state.Settings, call, now, stamp);
    }

    private static string? Cleared(WorkspaceSettings settings, IdentifyCall call, Person person, long stamp)
    {
        foreach (var attribute in call.Attributes.Where(attribute => attribute.Clears))
        {
            if (PersonIdentifier.KindOf(attribute.Name) is { } kind && settings.IsIdentifier(kind)
                && person.ValueOf(kind) is not null && !person.Attributes.IsNewer(attribute.Name, stamp)
                && !MayChange(settings, call.Who.Kind, kind))
            {
                return $"the workspace does not allow to clear `{attribute.Name}` by {PersonIdentifier.NameOf(call.Who.Kind)}";
            }
        }

        return null;
    }

    private static bool Changes(Person person, PersonIdentifier to) => person.ValueOf(to.Kind) is { } current
        && !current.Equals(to.Value, to.Kind == IdentifierKind.Email ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>
    /// "If you want to update a person's identifiers after they are set, you must reference them using their cio_id […], unless when
    /// updating an email with the Allow updates to email using ID setting enabled" (Track OpenAPI).
    /// </summary>
    private static bool MayChange(WorkspaceSettings settings, IdentifierKind by, IdentifierKind what) => by switch
    {
        IdentifierKind.CioId => settings.ReferenceByCioId,
        IdentifierKind.Id => what == IdentifierKind.Email && settings.AllowEmailChangeById,
        _ => false,
    };

    private static string Refusal(string name, Person person, PersonIdentifier to) => to.Kind == IdentifierKind.Email
        ? "the workspace does not allow updates to email using ID"
        : $"identifier conflict: the person's {name} is '{person.ValueOf(to.Kind)}', not '{to.Value}'";
}
