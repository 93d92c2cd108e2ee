using Outbox.Core.Messages;
using Outbox.Mapping.Shape;

namespace Outbox.Dispatcher.Read;

/// <summary>Shapes by the mapping's own rules.</summary>
internal sealed class MappedShaper(Shaper shaper) : IShaper
{
    /// <inheritdoc/>
    public ShapedEvent ShapeEvent(OutboxMessage message, string? relatedJson)
    {
        var shaped = shaper.ShapeEvent(message, relatedJson);
        return new ShapedEvent(
            shaped.Person.Key, shaped.Person.GuestEmail, shaped.OccurredAt, shaped.PropertiesJson, Faults(shaped.Faults), shaped.DeadReason);
    }

    /// <inheritdoc/>
    public string? ResolvePerson(OutboxMessage message, string? relatedJson) => shaper.ResolvePerson(message, relatedJson).Key;

    /// <inheritdoc/>
    public ShapedPerson ShapePerson(string key, string rowJson) => Person(shaper.ShapePerson(rowJson));

    /// <inheritdoc/>
    public ShapedPerson ShapeGuest(string email) => Person(Shaper.ShapeGuest(email));

    private static ShapedPerson Person(Mapping.Shape.ShapedPerson shaped) =>
        new(shaped.AttributesJson, shaped.Hash, Faults(shaped.Faults));

    private static ShapeFault[] Faults(IReadOnlyList<Mapping.Shape.ShapeFault> faults) =>
        [.. faults.Select(f => new ShapeFault(f.Code.Id, f.Field, f.Detail))];
}
