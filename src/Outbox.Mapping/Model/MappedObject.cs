namespace Outbox.Mapping.Model;

/// <summary>An entry of <c>objects</c>: a thing that people have to do with, such as a product or a subscription.</summary>
public sealed record MappedObject
{
    /// <summary>Its name in the mapping, snake_case.</summary>
    public required string Name { get; init; }

    /// <summary>The object type's number at Customer.io, where the type must exist already.</summary>
    public required string Type { get; init; }

    /// <summary>The table with a row for each.</summary>
    public required TableReference Table { get; init; }

    /// <summary>Its stable key.</summary>
    public required ColumnReference Id { get; init; }

    /// <summary>What stands before the key in the object's id; may be empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Which rows are objects to send; one that passes no longer is deleted at Customer.io.</summary>
    public IReadOnlyList<Filter> Where { get; init; } = [];

    /// <summary>Attributes from columns of the table, or looked up by them.</summary>
    public IReadOnlyList<Property> Attributes { get; init; } = [];

    /// <summary>A view with a row for each object: computed attributes.</summary>
    public ViewReference? View { get; init; }

    /// <summary>Other tables whose writes change an object's attributes.</summary>
    public IReadOnlyList<ObjectTouch> TouchedBy { get; init; } = [];

    /// <summary>Which people it has to do with.</summary>
    public IReadOnlyList<ObjectRelation> People { get; init; } = [];

    /// <summary>The place in the file.</summary>
    public Position At { get; init; }

    /// <summary>Its unique name in the outbox's <c>CapturedBy</c>.</summary>
    public string CapturedBy => $"objects:{Name}";

    /// <summary>What the outbox knows an object by, among the persons that it has sent.</summary>
    /// <param name="key">The object's key.</param>
    public string KnownAs(string key) => $"object:{Type}:{Prefix}{key}";
}

/// <summary>An entry of an object's <c>touched_by</c>.</summary>
/// <param name="Table">The table whose writes change the object's attributes.</param>
/// <param name="Object">Its column with the object's key.</param>
public sealed record ObjectTouch(TableReference Table, ColumnReference Object);

/// <summary>An entry of an object's <c>people</c>: who has to do with it.</summary>
/// <param name="Table">The table whose rows relate a person to an object.</param>
/// <param name="View">A view of those rows that hold; null where every row does.</param>
/// <param name="Object">The column with the object's key, in table and view.</param>
/// <param name="Person">The column with the person's key, in table and view.</param>
/// <param name="CapturedBy">Its unique name in the outbox: <c>objects:NAME:TABLE</c>, with <c>#2</c> … for further entries of one table.</param>
/// <param name="At">The place in the file.</param>
public sealed record ObjectRelation(
    TableReference Table, TableReference? View, ColumnReference Object, ColumnReference Person, string CapturedBy, Position At)
{
    /// <summary>The read that tells whether a relation holds now, as a looked-up value of this name.</summary>
    public const string Part = "object";

    /// <summary>What is looked up: a row of this person and this object.</summary>
    public LookupProperty Now => new(
        Part,
        new Lookup(View ?? Table, [new Join(Object, Object), new Join(Person, Person)], Object),
        Conversion.Auto,
        At);
}
