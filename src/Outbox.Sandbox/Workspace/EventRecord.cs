using Outbox.Sandbox.Actions;

namespace Outbox.Sandbox.Workspace;

/// <summary>A distinct event that was accepted.</summary>
/// <param name="call">As it arrived first.</param>
/// <param name="person">Whose it is; null where nobody is identified.</param>
/// <param name="item">The item that brought it first.</param>
internal sealed class EventRecord(EventCall call, Person? person, ItemRecord item)
{
    public EventCall Call { get; } = call;

    /// <summary>Whose it is; null where nobody is identified. A merge gives it to another.</summary>
    public Person? Person { get; set; } = person;

    /// <summary>Unix milliseconds since when it is somebody's.</summary>
    public long OwnedSince { get; set; } = item.ArrivedAt;

    /// <summary>Unix seconds.</summary>
    public long Timestamp => Call.Timestamp ?? Item.ArrivedAt / 1000;

    public ItemRecord Item { get; } = item;

    /// <summary>How often its ULID arrived, the first time included.</summary>
    public int TimesReceived { get; set; } = 1;
}
