using System.Globalization;
using System.Text.Json;

namespace Outbox.Cli.Demo.Compare;

/// <summary>Where two JSON values differ. Numbers are equal by value, objects whatever the order of their keys.</summary>
internal static class JsonDifference
{
    /// <summary>The first place that differs and how; null where the two are equal.</summary>
    /// <param name="expected">What should be.</param>
    /// <param name="actual">What is.</param>
    /// <param name="path">Where both stand.</param>
    public static string? Find(JsonElement expected, JsonElement actual, string path = "$") =>
        (expected.ValueKind, actual.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => FindInObjects(expected, actual, path),
            (JsonValueKind.Array, JsonValueKind.Array) => FindInArrays(expected, actual, path),
            (JsonValueKind.Number, JsonValueKind.Number) when Number(expected) == Number(actual) => null,
            (JsonValueKind.String, JsonValueKind.String) when expected.GetString() == actual.GetString() => null,
            var (e, a) when e == a && e is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => null,
            _ => $"{path}: expected {expected.GetRawText()}, got {actual.GetRawText()}",
        };

    private static string? FindInObjects(JsonElement expected, JsonElement actual, string path)
    {
        foreach (var property in expected.EnumerateObject())
        {
            var difference = actual.TryGetProperty(property.Name, out var other)
                ? Find(property.Value, other, $"{path}.{property.Name}")
                : $"{path}.{property.Name}: expected {property.Value.GetRawText()}, got nothing";
            if (difference is not null)
            {
                return difference;
            }
        }

        foreach (var property in actual.EnumerateObject())
        {
            if (!expected.TryGetProperty(property.Name, out _))
            {
                return $"{path}.{property.Name}: expected nothing, got {property.Value.GetRawText()}";
            }
        }

        return null;
    }

    private static string? FindInArrays(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.GetArrayLength() != actual.GetArrayLength())
        {
            return $"{path}: expected {expected.GetArrayLength()} entries, got {actual.GetArrayLength()}";
        }

        return expected.EnumerateArray()
            .Zip(actual.EnumerateArray(), (e, a) => (Expected: e, Actual: a))
            .Select((pair, i) => Find(pair.Expected, pair.Actual, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))
            .FirstOrDefault(d => d is not null);
    }

    private static decimal Number(JsonElement number) =>
        decimal.Parse(number.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
