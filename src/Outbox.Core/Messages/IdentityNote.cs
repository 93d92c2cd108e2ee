using System.Text.Json;

namespace Outbox.Core.Messages;

/// <summary>
/// What a row that says something of who people are keeps in <c>Captured</c>: <c>{"guest_email":…,"into":…}</c>, either left
/// out where it has no meaning.
/// </summary>
public static class IdentityNote
{
    /// <summary>The e-mail of the guest whose row it is; null where the row has a key, or the note cannot be read.</summary>
    public static string? GuestEmail(string? captured) => Member(captured, "guest_email");

    /// <summary>Of a merge: the key of the person who stays; null where the note cannot be read.</summary>
    public static string? Into(string? captured) => Member(captured, "into");

    private static string? Member(string? captured, string name)
    {
        if (captured is null)
        {
            return null;
        }

        try
        {
            using var note = JsonDocument.Parse(captured);
            if (note.RootElement.ValueKind != JsonValueKind.Object || !note.RootElement.TryGetProperty(name, out var value))
            {
                return null;
            }

            var text = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair is no text; whoever asks closes the row with a reason.
            return null;
        }
    }
}
