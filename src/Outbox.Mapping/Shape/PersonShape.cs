using System.Text.Json;
using Outbox.Core.Messages;
using Outbox.Core.People;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Shape;

/// <summary>Tells whose row it is: by its own column, by a lookup, or a guest by the e-mail.</summary>
internal sealed class PersonShape(PersonReference reference, TableName table, Guests? guests)
{
    private readonly string? _guestColumn =
        reference is DirectPerson direct && CapturedColumns.HasGuests(table, direct.Column, guests) ? guests!.Email.Name : null;

    /// <summary>The person of a row.</summary>
    public ResolvedPerson Resolve(OutboxMessage message, JsonElement captured, JsonElement related)
    {
        var looked = RawText.Member(related, "person");
        var key = message.PersonKey ?? RawText.OfScalar(RawText.Member(looked, "key"))?.TrimEnd(' ');
        if (!string.IsNullOrEmpty(key))
        {
            return new ResolvedPerson(key, null);
        }

        // A key that the outbox could not keep makes no guest of its owner.
        if (_guestColumn is not null && !RawText.IsNull(RawText.Member(captured, ((DirectPerson)reference).Column.Name)))
        {
            return ResolvedPerson.Nobody;
        }

        var email = RawText.OfScalar(_guestColumn is null ? RawText.Member(looked, "guest_email") : RawText.Member(captured, _guestColumn));
        return email?.Contains('@', StringComparison.Ordinal) == true
            ? new ResolvedPerson(null, EmailAddress.Normalize(email))
            : ResolvedPerson.Nobody;
    }
}
