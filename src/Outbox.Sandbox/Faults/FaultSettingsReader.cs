using System.Text.Json;

namespace Outbox.Sandbox.Faults;

/// <summary>Reads a change of the settings: what it does not name stays as it is.</summary>
internal static class FaultSettingsReader
{
    private delegate FaultSettings Setter(FaultSettings settings, double value);

    private const double LongestSwitch = 86_400;

    private static readonly Dictionary<string, (double Most, Setter Set)> Settings = new(StringComparer.Ordinal)
    {
        ["too_many_requests"] = (1, (settings, value) => settings with { TooManyRequests = value }),
        ["server_error"] = (1, (settings, value) => settings with { ServerError = value }),
        ["slow"] = (1, (settings, value) => settings with { Slow = value }),
        ["cut"] = (1, (settings, value) => settings with { Cut = value }),
        ["cut_before"] = (1, (settings, value) => settings with { CutBefore = value }),
        ["redirect"] = (1, (settings, value) => settings with { Redirect = value }),
        ["garbage"] = (1, (settings, value) => settings with { Garbage = value }),
        ["retry_after_seconds"] = (LongestSwitch, (settings, value) => settings with { RetryAfterSeconds = (int)value }),
        ["slow_milliseconds"] = (600_000, (settings, value) => settings with { SlowMilliseconds = (int)value }),
        ["unauthorized_seconds"] = (LongestSwitch, (settings, value) => settings with { UnauthorizedSeconds = value }),
        ["down_seconds"] = (LongestSwitch, (settings, value) => settings with { DownSeconds = value }),
    };

    /// <summary>Reads the change; a message instead where it is not one, and nothing of it is then taken.</summary>
    public static (FaultSettings Settings, string? Error) Read(ReadOnlyMemory<byte> json, FaultSettings current)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (current, "The body must be a JSON object.");

            var changed = current;
            foreach (var field in document.RootElement.EnumerateObject())
            {
                if (!Settings.TryGetValue(field.Name, out var setting))
                    return (current, $"`{field.Name}` is not a fault setting; there are {string.Join(", ", Settings.Keys)}.");
                if (field.Value.ValueKind != JsonValueKind.Number || field.Value.GetDouble() is var value && !(value >= 0 && value <= setting.Most))
                    return (current, $"`{field.Name}` must be a number from 0 to {setting.Most:0}.");
                changed = setting.Set(changed, field.Value.GetDouble());
            }

            return (changed, null);
        }
        catch (JsonException)
        {
            return (current, "The body is not JSON.");
        }
    }
}
