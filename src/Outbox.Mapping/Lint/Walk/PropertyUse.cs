using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Walk;

/// <summary>Where a property goes.</summary>
internal enum PropertyPlace
{
    /// <summary>An attribute of a person.</summary>
    Attribute,

    /// <summary>An attribute of an object.</summary>
    ObjectAttribute,

    /// <summary>A key of an event's data.</summary>
    EventData,

    /// <summary>A key of an item in a list of an event's data.</summary>
    Item,
}

/// <summary>A property and where it stands.</summary>
/// <param name="Property">The property.</param>
/// <param name="Place">Where it goes.</param>
/// <param name="Row">The table of the row at hand; of a view's column the view.</param>
/// <param name="Path">The place by keys.</param>
/// <param name="IsOfView">Whether it is a column of a view, which carries the property's name.</param>
internal sealed record PropertyUse(Property Property, PropertyPlace Place, TableReference Row, string Path, bool IsOfView = false)
{
    public string Name => Property.Name;

    public Position At => Property.At;

    /// <summary>How its value is converted; null for a list of rows.</summary>
    public Conversion? Conversion => Property switch
    {
        ColumnProperty column => column.Conversion,
        LookupProperty lookup => lookup.Conversion,
        _ => null,
    };

    /// <summary>The column of its value; null for a list of rows.</summary>
    public ColumnReference? Column => Property switch
    {
        ColumnProperty column => column.Column,
        LookupProperty lookup => lookup.Lookup.Column,
        _ => null,
    };

    /// <summary>The table of <see cref="Column"/> and of the columns of its conversion.</summary>
    public TableReference ValueTable => Property is LookupProperty lookup ? lookup.Lookup.Table : Row;

    /// <summary>What messages call it.</summary>
    public string Noun => Place is PropertyPlace.Attribute or PropertyPlace.ObjectAttribute ? "attribute" : "property";

    /// <summary>The mend of a bad name.</summary>
    public string Rename(string to) => IsOfView ? $"Name the view's column {to} (… AS {to})." : $"Rename it, for example to {to}.";
}
