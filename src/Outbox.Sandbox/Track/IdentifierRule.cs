using System.Text;
using System.Text.Json;

namespace Outbox.Sandbox.Track;

/// <summary>What the Track API takes as <c>identifiers</c>.</summary>
internal static class IdentifierRule
{
    public static PersonIdentifier Read(
        JsonElement value, string field, IReadOnlyList<IdentifierKind> kinds, out TrackError? error)
    {
        error = null;
        var known = string.Join(", ", kinds.Select(kind => $"`{PersonIdentifier.NameOf(kind)}`"));
        if (value.ValueKind != JsonValueKind.Object)
        {
            error = TrackError.Invalid(field, $"`{field}` must be an object with exactly one of {known}.");
            return default;
        }

        if (value.GetPropertyCount() != 1)
        {
            error = TrackError.Invalid(field, $"`{field}` must hold exactly one of {known}; this one holds {value.GetPropertyCount()}.");
            return default;
        }

        var only = value.EnumerateObject().First();
        if (PersonIdentifier.KindOf(only.Name) is not { } kind || !kinds.Contains(kind))
        {
            error = TrackError.Invalid($"{field}.{only.Name}", $"`{field}` must hold one of {known}.");
            return default;
        }

        var path = $"{field}.{only.Name}";
        var text = only.Value.ValueKind switch
        {
            JsonValueKind.String => only.Value.GetString()!,
            JsonValueKind.Number => only.Value.GetRawText(),
            _ => null,
        };
        error = Check(kind, path, text);
        return new(kind, text ?? "");
    }

    private static TrackError? Check(IdentifierKind kind, string path, string? text)
    {
        if (text is null)
            return TrackError.Invalid(path, $"`{path}` must be a string or a number.");
        if (string.IsNullOrWhiteSpace(text))
            return TrackError.Required(path, $"`{path}` must not be empty.");
        if (Encoding.UTF8.GetByteCount(text) > TrackLimits.IdentifierBytes)
            return TrackError.Invalid(path, $"`{path}` is longer than {TrackLimits.IdentifierBytes} bytes.");
        if (kind == IdentifierKind.Email && !LooksLikeEmail(text))
            return TrackError.Invalid(path, $"`{path}` is not an e-mail address.");
        if (kind == IdentifierKind.Phone && !IsE164(text))
            return TrackError.Invalid(path, $"`{path}` is not a phone number in E.164.");
        return null;
    }

    /// <summary>Whether a text has the least that an address needs; more would be guessing at undocumented rules.</summary>
    internal static bool LooksLikeEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1 && !text.Any(char.IsWhiteSpace);
    }

    private static bool IsE164(string text) =>
        text.Length is >= 3 and <= 16 && text[0] == '+' && text[1] is >= '1' and <= '9' && text[1..].All(char.IsAsciiDigit);
}
