using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture;

/// <summary>Everything that the triggers of one table capture, touches first.</summary>
/// <param name="Table">The table as the database has it.</param>
/// <param name="People">The people section where this is its table; else null.</param>
/// <param name="Touches">Entries of <c>touched_by</c>.</param>
/// <param name="Events">Events of its writes.</param>
/// <param name="Feeds">Feeds of its rows.</param>
public sealed record TablePlan(
    CatalogTable Table,
    People? People,
    IReadOnlyList<TouchSource> Touches,
    IReadOnlyList<TableEvent> Events,
    IReadOnlyList<Feed> Feeds)
{
    /// <summary>Where buyers without an account stand, where that is this table; a row of theirs that gets a key is a link.</summary>
    public Guests? Guests { get; init; }

    /// <summary>Objects whose rows these are, or that these rows change.</summary>
    public IReadOnlyList<ObjectCapture> Objects { get; init; } = [];

    /// <summary>Relations of people to objects.</summary>
    public IReadOnlyList<ObjectRelation> Relations { get; init; } = [];

    /// <summary>Whether anything captures whatever a statement did, and whichever columns it names.</summary>
    public bool TakesAnyWrite => Touches.Count + Objects.Count + Relations.Count > 0;
}

/// <summary>An object that a table's rows name.</summary>
/// <param name="Object">The object.</param>
/// <param name="Key">The table's column with its key.</param>
public sealed record ObjectCapture(MappedObject Object, ColumnReference Key);
