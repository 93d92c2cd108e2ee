using System.Text.Json;
using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary><c>add_device</c>: a person has a device, or it is changed.</summary>
internal sealed class AddDeviceAction : ITrackAction
{
    public string Name => "add_device";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers", "device"];

    public ITrackCall Read(ItemReader item)
    {
        var person = item.Person();
        var token = DeviceRule.Token(item);
        var platform = item.TryField("device", "platform", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (platform is null)
            item.Refuse(TrackError.Required("device.platform", "`device.platform` is required."));
        else if (platform is not ("ios" or "android"))
            item.Refuse(TrackError.Invalid("device.platform", $"`device.platform` is '{platform}'; it must be `ios` or `android`."));

        if (item.TryField("device", out var device) && device.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in device.EnumerateObject().Where(field => field.Name is not ("token" or "platform" or "last_used" or "attributes")))
                item.Warn($"`device.{field.Name}` is not a field of a device: it is ignored.");
        }

        long? lastUsed = item.TryField("device", "last_used", out var used) && used.ValueKind == JsonValueKind.Number && used.TryGetInt64(out var seconds)
            ? seconds
            : null;
        var attributes = item.TryField("device", "attributes", out var data) && data.ValueKind == JsonValueKind.Object ? item.Slice(data) : default;
        return new Call(person, token, platform ?? "", lastUsed, attributes);
    }

    private sealed record Call(PersonIdentifier Who, string Token, string Platform, long? LastUsed, ReadOnlyMemory<byte> Attributes) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            if (state.People.Suppressed(Who) is { } suppressed)
                return suppressed;
            if (Who.Kind == IdentifierKind.CioId && state.People.Find(Who) is null)
                return Effect.Ignored($"nobody has {Who}");

            var person = state.People.FindOrCreate(Who, item);
            person.Devices[Token] = new(Token, Platform, LastUsed ?? item.ArrivedAt / 1000, Attributes);
            return Effect.Applied(person);
        }
    }
}

/// <summary><c>delete_device</c>: a person no longer has a device.</summary>
internal sealed class DeleteDeviceAction : ITrackAction
{
    public string Name => "delete_device";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers", "device"];

    public ITrackCall Read(ItemReader item) => new Call(item.Person(), DeviceRule.Token(item));

    private sealed record Call(PersonIdentifier Who, string Token) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            if (state.People.Suppressed(Who) is { } suppressed)
                return suppressed;
            if (state.People.Find(Who) is not { } person)
                return Effect.Ignored($"nobody has {Who}");
            return person.Devices.Remove(Token)
                ? Effect.Applied(person)
                : Effect.Ignored($"the person has no device '{Token}'", person);
        }
    }
}

/// <summary>What names a device.</summary>
internal static class DeviceRule
{
    public static string Token(ItemReader item)
    {
        if (!item.TryField("device", "token", out var token))
            item.Refuse(TrackError.Required("device.token", "`device.token` is required."));
        else if (token.ValueKind is not (JsonValueKind.String or JsonValueKind.Number) || string.IsNullOrWhiteSpace(token.ToString()))
            item.Refuse(TrackError.Invalid("device.token", "`device.token` must be a string that is not empty."));
        else
            return token.ToString();
        return "";
    }
}
