using Outbox.Mapping.Catalog;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>The touches by which an operator has people sent again.</summary>
internal static class TSqlResync
{
    /// <summary>The procedure's name.</summary>
    public const string ModuleName = "Resync";

    private const string Key = "nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL";

    /// <summary><c>outbox.Resync</c>: one set, one row, one column: how many people.</summary>
    public static GeneratedModule Write(CapturePlan plan)
    {
        var people = plan.Mapping.People;
        var table = plan.Table(people.Table.Name);
        var conditions = new TSqlConditions(table);
        var id = Declared(table, people.Id.Name);
        var isText = id.Kind is ColumnKind.Text or ColumnKind.Unknown;
        var key = $"p.{Name(id.Name)} = {(isText ? TSqlMatch.Key("@Person", id) : "@Key")}";
        var filter = Predicate.And([Predicate.Of($"(@All = 1 OR {key})"), conditions.Where(people.Where, "p")]);
        return new TSqlProcedure(
            ModuleName,
            """
            @Person    nvarchar(400) = NULL,
            @All       bit           = 0,
            @BatchSize int           = 2000,
            @Execute   char(1)       = 'Y',
            @Help      bit           = 0
            """,
            [
                "Has the attributes of one person, or of all, sent again, whatever Customer.io has of them: after somebody",
                "changed them there, or a workspace was restored. The set: how many people. @Help = 1 explains.",
            ],
            [
                .. TSqlProcedure.ReadLocks,
                "Into the outbox it inserts at most @BatchSize rows at a time, each batch in a transaction.",
            ],
            "Batches that are through stay; run it again: sending twice says the same twice.",
            [
                $"""
                IF @Help = 1
                BEGIN
                    PRINT N'EXEC outbox.Resync @Person = N''42''                      -- one person, by the key or the id at Customer.io';
                    PRINT N'EXEC outbox.Resync @All = 1, @Execute = ''N''              -- counts all people who would be sent again';
                    PRINT N'EXEC outbox.Resync @All = 1                              -- sends them, behind everything that is live';
                    PRINT N'@BatchSize  1 to 3999 rows a transaction.';
                    PRINT N'@Execute    ''N'' tells how many and changes nothing.';
                    RETURN;
                END;

                IF (@Person IS NULL AND @All = 0) OR (@Person IS NOT NULL AND @All = 1)
                    THROW 50041, N'outbox.Resync: give one of @Person and @All = 1.', 1;
                IF @BatchSize IS NULL OR @BatchSize NOT BETWEEN 1 AND 3999
                    THROW 50042, N'outbox.Resync: @BatchSize must be 1 to 3999, so that no statement escalates to a lock on the table.', 1;
                IF @Execute NOT IN ('Y', 'N')
                    THROW 50043, N'outbox.Resync: @Execute must be ''Y'' or ''N''.', 1;
                """,
                .. people.Prefix.Length == 0 ? Array.Empty<string>() :
                [
                    $"""
                    -- The id at Customer.io is taken as well.
                    IF LEFT(@Person, {people.Prefix.Length}) = {Text(people.Prefix)}{(isText ? $" AND NOT EXISTS (SELECT 1 FROM {Name(table.Name)} AS p WHERE {key})" : "")}
                        SET @Person = SUBSTRING(@Person, {people.Prefix.Length + 1}, 400);
                    """,
                ],
                .. isText ? Array.Empty<string>() : [$"DECLARE @Key {TSqlType.Of(id).Widest} = {TSqlMatch.Key("@Person", id)};"],
                $"""
                DECLARE @People int;
                DECLARE @Batch TABLE (PersonKey {Key} PRIMARY KEY, Lane tinyint NOT NULL);
                CREATE TABLE #People (PersonKey {Key} PRIMARY KEY, Lane tinyint NOT NULL);

                INSERT #People (PersonKey, Lane)
                SELECT DISTINCT x.PersonKey, x.Lane
                FROM
                (
                    SELECT
                        {TSqlCanonical.Key(table, "p", id.Name)} {Binary} AS PersonKey,
                        {TSqlLane.Of(table, "p", id.Name)} AS Lane
                    FROM {Name(table.Name)} AS p
                    WHERE {string.Join("\n      AND ", filter.Terms)}
                ) AS x
                WHERE x.PersonKey IS NOT NULL;

                SELECT @People = COUNT(*) FROM #People;
                """,
                $"""
                WHILE @Execute = 'Y'
                BEGIN
                    DELETE FROM @Batch;

                    DELETE TOP (@BatchSize) FROM #People
                    OUTPUT deleted.PersonKey, deleted.Lane INTO @Batch (PersonKey, Lane);

                    IF NOT EXISTS (SELECT 1 FROM @Batch)
                        BREAK;

                    -- All of them go behind what is live: nobody waits for that.
                    INSERT outbox.Message (Kind, CapturedBy, PersonKey, Lane, Priority)
                    SELECT 'touch', N'resync', PersonKey, Lane, CASE WHEN @All = 1 THEN 1 ELSE 0 END
                    FROM @Batch;
                END;

                SELECT @People AS People;
                """,
            ])
        {
            Caller = "Operators, and outbox resync",
        }.Write() with
        {
            Role = "outbox_operator",
        };
    }
}
