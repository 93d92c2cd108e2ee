using System.Text.Json;
using PhoneNumbers;

namespace Outbox.Mapping.Shape;

/// <summary>Phone numbers in E.164, by Google's libphonenumber.</summary>
internal static class Phones
{
    private static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();

    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, Field field, JsonElement value, string? region, FaultLog faults)
    {
        var text = RawText.Of(value)!.Trim();
        if (text.Length == 0)
        {
            json.WriteNullValue();
            return;
        }

        try
        {
            var number = Numbers.Parse(text, region?.Trim().ToUpperInvariant());
            if (Numbers.IsValidNumber(number))
            {
                json.WriteStringValue(Numbers.Format(number, PhoneNumberFormat.E164));
                return;
            }
        }
        catch (NumberParseException)
        {
            // Said below.
        }

        faults.Add(RowErrors.NotAPhone, field.Path, region is null
            ? "the value is no international number, and no region is mapped"
            : "the value is no number of its region");
        json.WriteNullValue();
    }
}
