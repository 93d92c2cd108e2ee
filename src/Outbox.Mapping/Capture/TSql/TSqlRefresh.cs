using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>The touches of those whose values have changed with the clock.</summary>
internal static class TSqlRefresh
{
    /// <summary>The procedure's name.</summary>
    public const string ModuleName = "RefreshPeople";

    private const string Key = "nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL";

    /// <summary><c>outbox.RefreshPeople</c>: one set, one row, one column: how many people were touched.</summary>
    public static GeneratedModule Write(CapturePlan plan, Refresh refresh)
    {
        const string Row = "v";
        var view = plan.Table(refresh.View.Name);
        var values = view.Columns
            .Where(c => !string.Equals(c.Name, refresh.Person.Name, StringComparison.OrdinalIgnoreCase))
            .Select(c => Column(view, Row, c.Name));
        return new TSqlProcedure(
            ModuleName,
            "",
            [
                $"Touches the people of whom {refresh.View.Name} says something else than at the last run, who are new in it",
                "or gone from it, and keeps a hash of what it says now. The set: how many people.",
            ],
            [
                .. TSqlProcedure.ReadLocks,
                "Of the outbox's own tables it locks at most 2,000 rows at a time, each batch in a transaction.",
            ],
            "Batches that are through stay done; the next run finds the rest.",
            [
                $"""
                DECLARE @Touched int = 0;
                DECLARE @Batch TABLE (PersonKey {Key} PRIMARY KEY, Lane tinyint NOT NULL);
                CREATE TABLE #Now (PersonKey {Key} PRIMARY KEY, Lane tinyint NOT NULL, Hash varbinary(32) NOT NULL);
                CREATE TABLE #Changed (PersonKey {Key} PRIMARY KEY, Lane tinyint NOT NULL);
                """,
                $"""
                -- One row a person, whatever the view has.
                INSERT #Now (PersonKey, Lane, Hash)
                SELECT y.PersonKey, y.Lane, y.Hash
                FROM
                (
                    SELECT x.PersonKey, x.Lane, x.Hash, ROW_NUMBER() OVER (PARTITION BY x.PersonKey ORDER BY x.Hash) AS Place
                    FROM
                    (
                        SELECT
                            {TSqlCanonical.Key(view, Row, refresh.Person.Name)} {Binary} AS PersonKey,
                            {TSqlLane.Of(view, Row, refresh.Person.Name)} AS Lane,
                            HASHBYTES('SHA2_256',
                            (
                                SELECT{List(values).Replace("\n", "\n                ", StringComparison.Ordinal)}
                                FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                            )) AS Hash
                        FROM {Name(view.Name)} AS {Row}
                    ) AS x
                    WHERE x.PersonKey IS NOT NULL
                ) AS y
                WHERE y.Place = 1;
                """,
                """
                INSERT #Changed (PersonKey, Lane)
                SELECT n.PersonKey, n.Lane
                FROM #Now AS n
                LEFT JOIN outbox.Refreshed AS r ON r.PersonKey = n.PersonKey
                WHERE r.PersonKey IS NULL OR r.Hash <> n.Hash
                UNION ALL
                SELECT r.PersonKey, r.Lane
                FROM outbox.Refreshed AS r
                WHERE NOT EXISTS (SELECT 1 FROM #Now AS n WHERE n.PersonKey = r.PersonKey);
                """,
                $"""
                -- Behind everything that is live: a night's changes do not hold up an order.
                WHILE 1 = 1
                BEGIN
                    DELETE FROM @Batch;

                    DELETE TOP (2000) FROM #Changed
                    OUTPUT deleted.PersonKey, deleted.Lane INTO @Batch (PersonKey, Lane);

                    IF NOT EXISTS (SELECT 1 FROM @Batch)
                        BREAK;

                    BEGIN TRANSACTION;

                    DELETE r
                    FROM outbox.Refreshed AS r
                    INNER JOIN @Batch AS b ON b.PersonKey = r.PersonKey;

                    INSERT outbox.Refreshed (PersonKey, Lane, Hash)
                    SELECT n.PersonKey, n.Lane, n.Hash
                    FROM #Now AS n
                    INNER JOIN @Batch AS b ON b.PersonKey = n.PersonKey;

                    INSERT outbox.Message (Kind, CapturedBy, PersonKey, Lane, Priority)
                    SELECT 'touch', {Text(Refresh.Name)}, PersonKey, Lane, 1
                    FROM @Batch;

                    COMMIT TRANSACTION;

                    SELECT @Touched = @Touched + COUNT(*) FROM @Batch;
                END;
                """,
                "SELECT @Touched AS Touched;",
            ]).Write();
    }
}
