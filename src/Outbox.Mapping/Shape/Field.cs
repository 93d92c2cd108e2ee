using System.Text;
using System.Text.Json;
using NodaTime;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Shape;

/// <summary>A property or attribute with everything that converting its values needs, made once a mapping.</summary>
/// <param name="Name">Its name at Customer.io.</param>
/// <param name="Path">Its name in faults: <c>items.sku</c> within an array.</param>
/// <param name="Kind">How to convert; never <see cref="ConversionKind.Auto"/> unless the value itself must tell.</param>
/// <param name="Currency">A constant currency.</param>
/// <param name="Region">A constant region.</param>
/// <param name="Zone">The zone of times without an offset.</param>
/// <param name="IsGuid">Whether the column holds GUIDs: written in lower case, as in event ids, however the engine spells them.</param>
/// <param name="Target">Where it goes.</param>
internal sealed record Field(
    string Name, string Path, ConversionKind Kind, string? Currency, string? Region, DateTimeZone Zone, bool IsGuid, FieldTarget Target)
{
    /// <summary>Binds a conversion to a column's kind.</summary>
    public static Field Of(
        string name, string path, Conversion conversion, ColumnKind column, DateTimeZone defaultZone, FieldTarget target) => new(
        name,
        path,
        conversion.Kind == ConversionKind.Auto ? Natural(column) : conversion.Kind,
        conversion.Currency?.Constant,
        conversion.Region?.Constant,
        (conversion.Zone is { } zone ? LocalTime.ZoneOf(zone) : null) ?? defaultZone,
        column == ColumnKind.Guid,
        target);

    /// <summary>Writes the name and the converted value; null and a fault where it does not fit.</summary>
    public void Write(Utf8JsonWriter json, JsonElement value, JsonElement currency, JsonElement region, FaultLog faults)
    {
        json.WritePropertyName(Name);
        if (RawText.IsNull(value))
        {
            json.WriteNullValue();
            return;
        }

        switch (Kind)
        {
            case ConversionKind.Cents:
                Cents.Write(json, this, value, Currency ?? RawText.Of(currency), faults);
                break;
            case ConversionKind.Timestamp:
                Times.WriteTimestamp(json, this, value, faults);
                break;
            case ConversionKind.Date:
                Times.WriteDate(json, this, value, faults);
                break;
            case ConversionKind.Boolean:
                Booleans.Write(json, this, value, faults);
                break;
            case ConversionKind.Phone:
                Phones.Write(json, this, value, Region ?? RawText.Of(region), faults);
                break;
            case ConversionKind.Number:
                Numbers.Write(json, this, value, faults);
                break;
            case ConversionKind.Json:
                JsonValues.Write(json, this, value, faults);
                break;
            case ConversionKind.Auto when value.ValueKind is JsonValueKind.Number:
                Numbers.Write(json, this, value, faults);
                break;
            case ConversionKind.Auto when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                json.WriteBooleanValue(value.GetBoolean());
                break;
            case ConversionKind.Auto when value.ValueKind is JsonValueKind.Object or JsonValueKind.Array:
                JsonValues.Write(json, this, value, faults);
                break;
            case ConversionKind.Email when string.IsNullOrWhiteSpace(RawText.Of(value)):
                json.WriteNullValue();
                break;
            default:
                WriteText(json, value, trim: Kind == ConversionKind.Email, faults);
                break;
        }
    }

    private void WriteText(Utf8JsonWriter json, JsonElement value, bool trim, FaultLog faults)
    {
        var text = RawText.Of(value)!;
        faults.AddIfBroken(Path, text);
        text = trim ? text.Trim() : IsGuid ? text.ToLowerInvariant() : text;
        json.WriteStringValue(Target == FieldTarget.Attribute ? Limited(text, faults) : text);
    }

    /// <summary>The text as far as it fits; null for an address, since a cut one is another's.</summary>
    private string? Limited(string text, FaultLog faults)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes <= AttributeLimits.ValueBytes)
        {
            return text;
        }

        var isCut = Kind != ConversionKind.Email;
        faults.Add(RowErrors.AttributeLimit, Path, $"{(text.Length >= LongValues.OfAttributes ? "more than " : "")}{bytes} bytes, {(isCut ? "cut to" : "left out: more than")} {AttributeLimits.ValueBytes}");
        return isCut ? AttributeLimits.Cut(text) : null;
    }

    private static ConversionKind Natural(ColumnKind column) => column switch
    {
        ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Float => ConversionKind.Number,
        ColumnKind.Boolean => ConversionKind.Boolean,
        ColumnKind.Date => ConversionKind.Date,
        ColumnKind.DateTime or ColumnKind.DateTimeOffset => ConversionKind.Timestamp,
        ColumnKind.Text or ColumnKind.Guid or ColumnKind.Time or ColumnKind.Binary => ConversionKind.Text,
        _ => ConversionKind.Auto,
    };
}
