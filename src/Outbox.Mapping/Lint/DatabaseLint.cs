using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint.Database;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint;

/// <summary>The rules about a mapping and the database that it is for.</summary>
public static class DatabaseLint
{
    // A new rule is a method and a line here.
    private static readonly IReadOnlyList<Func<MappedDatabase, IEnumerable<Finding>>> Rules =
    [
        TableRules.TablesExist,
        TableRules.WatchedTablesAreTables,
        TableRules.EventTablesHaveAKey,
        TableRules.TablesCanBeReached,
        TableRules.SchemasAreTold,
        TableRules.OutboxIsNotMapped,
        ColumnRules.ColumnsExist,
        ColumnRules.ViewColumnsExist,
        ColumnRules.ColumnsCanBeCaptured,
        CaptureRules.CapturedColumnsHaveNoDot,
        ColumnRules.ValuesAreOpen,
        ColumnRules.TimesAreTimes,
        ColumnRules.ConversionsFit,
        ColumnRules.LiteralsFit,
        IdRules.IdsAreNotNull,
        IdRules.IdsHaveACanonicalText,
        IdRules.IdsFit,
        IdRules.FeedIdsFit,
        IdRules.TransitionsHaveMoreThanTheKey,
        IdRules.RowsHaveIdsOfTheirOwn,
        JoinRules.MatchesAreUnique,
        JoinRules.PeopleHaveOneRow,
        JoinRules.ObjectsHaveOneRow,
        JoinRules.SidesCanMatch,
        JoinRules.PersonsCanMatch,
        ViewRules.ColumnsMakeProperties,
        ViewRules.ColumnsCanBeRead,
        ViewRules.ColumnsAreNotMappedTwice,
        ViewRules.AttributesAreNotTooMany,
        ViewRules.RefreshHasValues,
    ];

    /// <summary>Checks a mapping that <see cref="MappingLint"/> has passed against a database.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="catalog">All tables and views of the database, so that near names can be suggested.</param>
    /// <returns>Errors and warnings in the file's order; empty where all is well.</returns>
    public static IReadOnlyList<Finding> Check(MappingDocument mapping, DatabaseCatalog catalog)
    {
        var database = new MappedDatabase(mapping, catalog);
        return FindingOrder.Sort(Rules.SelectMany(rule => rule(database)));
    }
}
