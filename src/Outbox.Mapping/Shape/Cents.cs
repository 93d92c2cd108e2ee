using System.Text.Json;

namespace Outbox.Mapping.Shape;

/// <summary>Money as an integer of the currency's smallest unit, rounded half away from zero.</summary>
internal static class Cents
{
    /// <summary>Writes the amount.</summary>
    public static void Write(Utf8JsonWriter json, Field field, JsonElement value, string? currency, FaultLog faults)
    {
        var digits = currency is null ? null : Codes.Currency.DigitsOf(currency.Trim().ToUpperInvariant());
        if (digits is null)
        {
            faults.Add(RowErrors.NotAnAmount, field.Path, "the currency is not an ISO 4217 code");
            json.WriteNullValue();
        }
        else if (!RawText.TryDecimal(value, out var amount))
        {
            faults.Add(RowErrors.NotANumber, field.Path, "the amount is not a number");
            json.WriteNullValue();
        }
        else if (Math.Abs(amount) > long.MaxValue / 1000m)
        {
            faults.Add(RowErrors.NotAnAmount, field.Path, "the amount does not fit 64 bits");
            json.WriteNullValue();
        }
        else
        {
            json.WriteNumberValue((long)decimal.Round(amount * Scale(digits.Value), MidpointRounding.AwayFromZero));
        }
    }

    private static decimal Scale(int digits) => digits switch { 0 => 1m, 2 => 100m, 3 => 1_000m, _ => (decimal)Math.Pow(10, digits) };
}
