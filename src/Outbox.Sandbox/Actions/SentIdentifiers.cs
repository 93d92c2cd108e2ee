using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary>An identifier among the attributes of an identify.</summary>
/// <param name="Who">The identifier.</param>
internal readonly record struct SentIdentifier(PersonIdentifier Who)
{
    /// <summary>Its attribute.</summary>
    public string Name => PersonIdentifier.NameOf(Who.Kind);
}

/// <summary>The identifiers among the attributes of an identify, in the order of their weight.</summary>
internal static class SentIdentifiers
{
    public static IReadOnlyList<SentIdentifier> Of(IReadOnlyList<SentAttribute> attributes, WorkspaceSettings settings)
    {
        var found = new List<SentIdentifier>();
        foreach (var kind in settings.PhoneIdentifier
            ? (ReadOnlySpan<IdentifierKind>)[IdentifierKind.Id, IdentifierKind.Email, IdentifierKind.Phone]
            : [IdentifierKind.Id, IdentifierKind.Email])
        {
            var name = PersonIdentifier.NameOf(kind);
            foreach (var attribute in attributes)
            {
                if (attribute.Name == name && attribute.AsText() is { } value)
                    found.Add(new(new(kind, value)));
            }
        }

        return found;
    }
}
