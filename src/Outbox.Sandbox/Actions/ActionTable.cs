using System.Collections.Frozen;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Actions;

/// <summary>The actions that the sandbox knows.</summary>
internal static class ActionTable
{
    private static readonly FrozenDictionary<string, ITrackAction> OfPeople = new ITrackAction[]
    {
        new IdentifyAction(),
        new EventAction("event"),
        new EventAction("page"),
        new EventAction("screen"),
        new DeleteAction(),
        new MergeAction(),
        new SuppressAction(),
        new UnsuppressAction(),
        new RelatePersonAction(adds: true),
        new RelatePersonAction(adds: false),
        new AddDeviceAction(),
        new DeleteDeviceAction(),
    }.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ITrackAction> OfObjects = new ITrackAction[]
    {
        new IdentifyObjectAction(),
        new IdentifyAnonymousObjectAction(),
        new DeleteObjectAction(),
        new RelateObjectAction(adds: true),
        new RelateObjectAction(adds: false),
    }.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ITrackAction> OfDeliveries = new ITrackAction[]
    {
        MetricAction.OfEntity,
    }.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>Reads an item by its <c>type</c> and <c>action</c>; null where one of them is refused.</summary>
    public static ITrackCall? Read(ItemReader item, out string? name)
    {
        name = null;
        var type = item.Text("type");
        if (item.Error is null && type is not ("person" or "object" or "delivery"))
            item.Refuse(TrackError.Invalid("type", $"`type` is '{type}'; it must be `person`, `object` or `delivery`."));

        var text = item.Text("action");
        if (item.Error is not null)
            return null;

        name = text;
        var actions = type switch
        {
            "object" => OfObjects,
            "delivery" => OfDeliveries,
            _ => OfPeople,
        };
        if (!actions.TryGetValue(text, out var action))
        {
            var known = string.Join(", ", actions.Keys.Order(StringComparer.Ordinal).Select(other => $"`{other}`"));
            item.Refuse(TrackError.Invalid("action", $"`action` is '{text}'; the sandbox knows {known}."));
            return null;
        }

        foreach (var field in item.FieldNames())
        {
            if (field is not ("type" or "action") && !action.Fields.Contains(field))
                item.Warn($"`{field}` is not a field of `{name}`: it is ignored.");
        }

        return action.Read(item);
    }
}
