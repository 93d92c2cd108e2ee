using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Outbox.Mapping.Shape;

/// <summary>Numbers keep their digits: a JSON number is passed on as it was written, never through a double.</summary>
internal static partial class Numbers
{
    /// <summary>Characters of a number: any that a database has is far shorter, and one that is not is no measurement.</summary>
    private const int MaxLength = 100;

    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, Field field, JsonElement value, FaultLog faults)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            json.WriteNumberValue(value.GetBoolean() ? 1 : 0);
            return;
        }

        var text = RawText.Of(value)!.Trim();
        if (text.Length <= MaxLength && JsonNumber().IsMatch(text) && IsFinite(text))
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else if (value.ValueKind == JsonValueKind.String && RawText.TryDecimal(value, out var number))
        {
            // "+5", ".5", "007": numbers to a person and not to JSON.
            json.WriteNumberValue(number);
        }
        else
        {
            faults.Add(RowErrors.NotANumber, field.Path, "the value is not a number");
            json.WriteNullValue();
        }
    }

    private static bool IsFinite(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();
}
