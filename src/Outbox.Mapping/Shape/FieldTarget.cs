namespace Outbox.Mapping.Shape;

/// <summary>Where a value goes; Customer.io reads times differently in the two.</summary>
internal enum FieldTarget
{
    /// <summary>An event's data: times as ISO-8601 UTC.</summary>
    EventData,

    /// <summary>A person's attribute: times as unix seconds; 1,000 bytes at most.</summary>
    Attribute,
}
