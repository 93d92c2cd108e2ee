using System.Text.Json;
using Outbox.Core;
using Outbox.Core.Errors;

namespace Outbox.Mapping.Shape;

/// <summary>A value that shaping could not take.</summary>
/// <param name="Code">What was wrong.</param>
/// <param name="Field">The property or attribute.</param>
/// <param name="Detail">More, without the value itself: it may be personal.</param>
public sealed record ShapeFault(ErrorCode Code, string Field, string Detail);

/// <summary>Whose row it is: a key, or a guest's e-mail, or nobody.</summary>
/// <param name="Key">The key's text, without prefix; null for a guest.</param>
/// <param name="GuestEmail">The normalised e-mail; null for a known person.</param>
public sealed record ResolvedPerson(string? Key, string? GuestEmail)
{
    /// <summary>Nobody.</summary>
    public static readonly ResolvedPerson Nobody = new(null, null);

    /// <summary>Whether there is nobody to send to.</summary>
    public bool IsNobody => Key is null && GuestEmail is null;
}

/// <summary>An event as it will be sent.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="OccurredAt">UTC, milliseconds.</param>
/// <param name="PropertiesJson">Its data, a JSON object.</param>
/// <param name="Faults">What was left out.</param>
/// <param name="DeadReason">Why it cannot be sent; null where it can.</param>
public sealed record ShapedEvent(
    ResolvedPerson Person, DateTime OccurredAt, string PropertiesJson, IReadOnlyList<ShapeFault> Faults, string? DeadReason);

/// <summary>A person's attributes as they will be sent.</summary>
/// <param name="AttributesJson">A JSON object; the same row gives the same bytes.</param>
/// <param name="Hash">SHA-256 of its UTF-8, lower-case hex.</param>
/// <param name="Faults">What was left out.</param>
public sealed record ShapedPerson(string AttributesJson, string Hash, IReadOnlyList<ShapeFault> Faults)
{
    /// <summary>The text of an attribute; null where it has none.</summary>
    public string? Text(string attribute)
    {
        using var attributes = JsonDocument.Parse(AttributesJson);
        return attributes.RootElement.TryGetProperty(attribute, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>The same with an attribute cleared, and the fault that says why. Its hash is another one.</summary>
    public ShapedPerson Clear(string attribute, ShapeFault fault)
    {
        using var attributes = JsonDocument.Parse(AttributesJson);
        return Shaper.Hashed(
            JsonScratch.Text(json =>
            {
                foreach (var member in attributes.RootElement.EnumerateObject())
                {
                    if (member.Name == attribute)
                    {
                        json.WriteNull(attribute);
                    }
                    else
                    {
                        member.WriteTo(json);
                    }
                }
            }),
            [.. Faults, fault]);
    }
}
