using System.Globalization;
using System.Text.Json;
using Microsoft.Data.SqlClient;

namespace Outbox.Stores.SqlServer;

/// <summary>Values of the shop's columns as raw JSON, in the forms that FOR JSON gives them in a capture.</summary>
internal static class RawValues
{
    /// <summary>Writes the column's name and its value.</summary>
    public static void Write(Utf8JsonWriter json, string name, SqlDataReader row, int ordinal)
    {
        json.WritePropertyName(name);
        Write(json, row, ordinal);
    }

    private static void Write(Utf8JsonWriter json, SqlDataReader row, int ordinal)
    {
        if (row.IsDBNull(ordinal))
        {
            json.WriteNullValue();
            return;
        }

        // 38 digits of SQL Server are more than a .NET decimal takes.
        var value = row.GetFieldType(ordinal) == typeof(decimal)
            ? row.GetSqlValue(ordinal).ToString()
            : row.GetValue(ordinal);
        switch (value)
        {
            case string text when row.GetFieldType(ordinal) == typeof(decimal):
                json.WriteRawValue(text, skipInputValidation: true);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case byte or short or int or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case float number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case DateTime time:
                json.WriteStringValue(IsDate(row, ordinal)
                    ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                    : time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture));
                break;
            case TimeSpan time:
                json.WriteStringValue(time.ToString("c", CultureInfo.InvariantCulture));
                break;
            case Guid guid:
                json.WriteStringValue(guid);
                break;
            case byte[] bytes:
                json.WriteBase64StringValue(bytes);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static bool IsDate(SqlDataReader row, int ordinal) =>
        string.Equals(row.GetDataTypeName(ordinal), "date", StringComparison.OrdinalIgnoreCase);
}
