using System.Text.Json;

namespace Outbox.Sandbox.Track;

/// <summary>An attribute as an identify carried it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">Its value's bytes; <c>null</c> clears the attribute.</param>
internal readonly record struct SentAttribute(string Name, ReadOnlyMemory<byte> Json)
{
    /// <summary>What clears an attribute.</summary>
    public static ReadOnlyMemory<byte> Null { get; } = "null"u8.ToArray();

    public bool Clears => Json.Span.SequenceEqual("null"u8);

    /// <summary>The value as an identifier: a text or a number; null for anything else.</summary>
    public string? AsText()
    {
        var reader = new Utf8JsonReader(Json.Span);
        reader.Read();
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(Json.Span),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
