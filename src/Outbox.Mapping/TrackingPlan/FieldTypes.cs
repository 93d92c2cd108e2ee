using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.TrackingPlan;

/// <summary>What a conversion gives, in words, with an invented example.</summary>
internal static class FieldTypes
{
    /// <summary>The type and a JSON value.</summary>
    /// <param name="name">The field's name, which the example fits where it can.</param>
    /// <param name="conversion">Its conversion.</param>
    /// <param name="kind">The column's kind; unknown where no database was asked.</param>
    /// <param name="isAttribute">Whether it is a person's: times are unix seconds there.</param>
    public static (string Type, string Example) Of(string name, Conversion conversion, ColumnKind kind, bool isAttribute) => conversion.Kind switch
    {
        ConversionKind.Cents => ($"integer: {Currency(conversion)}", "1999"),
        ConversionKind.Timestamp => Time(isAttribute),
        ConversionKind.Date => isAttribute ? ("date: unix seconds of midnight UTC", "1777593600") : ("text: yyyy-MM-dd", "\"2026-05-01\""),
        ConversionKind.Boolean => ("boolean", "true"),
        ConversionKind.Phone => ("text: phone, E.164", "\"+12125550100\""),
        ConversionKind.Email => ("text: e-mail", "\"ann@example.com\""),
        ConversionKind.Text => ("text", Text(name)),
        ConversionKind.Number => ("number", Number(name)),
        ConversionKind.Json => ("JSON, as stored", "{}"),
        _ => OfColumn(name, kind, isAttribute),
    };

    private static (string Type, string Example) OfColumn(string name, ColumnKind kind, bool isAttribute) => kind switch
    {
        ColumnKind.Integer => ("integer", Number(name)),
        ColumnKind.Decimal or ColumnKind.Float => ("number", "12.5"),
        ColumnKind.Boolean => ("boolean", "true"),
        ColumnKind.Date or ColumnKind.DateTime or ColumnKind.DateTimeOffset => Time(isAttribute),
        ColumnKind.Guid => ("text: GUID", "\"6f9619ff-8b86-d011-b42d-00c04fc964ff\""),
        ColumnKind.Text or ColumnKind.Time => ("text", Text(name)),
        _ => ("by the column's type", SnakeCase.Words(name) is [.., "count" or "quantity" or "cents"] ? Number(name) : Text(name)),
    };

    private static (string Type, string Example) Time(bool isAttribute) =>
        isAttribute ? ("time: unix seconds", "1777645800") : ("text: ISO 8601, UTC", "\"2026-05-01T14:30:00.000Z\"");

    private static string Currency(Conversion conversion) => conversion.Currency switch
    {
        { Constant: { } code } => $"smallest unit of {code}",
        { Column: { } column } => $"smallest unit of the currency in {column.Name}",
        _ => "the currency's smallest unit",
    };

    private static string Number(string name) => SnakeCase.Words(name) switch
    {
        [.., "id" or "number"] => "1001",
        [.., "quantity" or "count"] => "2",
        [.., "cents"] => "1999",
        _ => "3",
    };

    private static string Text(string name) => SnakeCase.Words(name) switch
    {
        [.., "email"] => "\"ann@example.com\"",
        [.., "phone"] => "\"+12125550100\"",
        [.., "currency"] or ["currency", ..] => "\"USD\"",
        [.., "country"] => "\"Germany\"",
        [.., "city"] => "\"Berlin\"",
        ["first", "name"] => "\"Ann\"",
        ["last", "name"] => "\"Lee\"",
        [.., "name"] => "\"Example\"",
        [.., "sku"] => "\"BEAN-250\"",
        [.., "id" or "number"] => "\"A-1001\"",
        [.., "at" or "date"] => "\"2026-05-01\"",
        _ => "\"example\"",
    };
}
