/*
  Purpose     Touches the people of whom dbo.CustomerTimers says something else than at the last run, who are new in it
              or gone from it, and keeps a hash of what it says now. The set: how many people.
  Caller      The dispatcher. Made by outbox migrate from the mapping.
  Locks       Shared, for as long as a row is read. Without READ_COMMITTED_SNAPSHOT it waits for open
              transactions of the shop, which is meant: what is sent is what was committed. It waits no longer
              than LOCK_TIMEOUT (error 1222).
              Of the outbox's own tables it locks at most 2,000 rows at a time, each batch in a transaction.
  On failure  Batches that are through stay done; the next run finds the rest.
*/
CREATE OR ALTER PROCEDURE outbox.RefreshPeople
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 30000;

DECLARE @Touched int = 0;
DECLARE @Batch TABLE (PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY, Lane tinyint NOT NULL);
CREATE TABLE #Now (PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY, Lane tinyint NOT NULL, Hash varbinary(32) NOT NULL);
CREATE TABLE #Changed (PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY, Lane tinyint NOT NULL);

-- One row a person, whatever the view has.
INSERT #Now (PersonKey, Lane, Hash)
SELECT y.PersonKey, y.Lane, y.Hash
FROM
(
    SELECT x.PersonKey, x.Lane, x.Hash, ROW_NUMBER() OVER (PARTITION BY x.PersonKey ORDER BY x.Hash) AS Place
    FROM
    (
        SELECT
            CONVERT(nvarchar(20), v.CustomerId) COLLATE Latin1_General_100_BIN2 AS PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(CONVERT(nvarchar(20), v.CustomerId) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255) AS Lane,
            HASHBYTES('SHA2_256',
            (
                SELECT v.is_lapsed, v.next_visit_at
                FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
            )) AS Hash
        FROM dbo.CustomerTimers AS v
    ) AS x
    WHERE x.PersonKey IS NOT NULL
) AS y
WHERE y.Place = 1;

INSERT #Changed (PersonKey, Lane)
SELECT n.PersonKey, n.Lane
FROM #Now AS n
LEFT JOIN outbox.Refreshed AS r ON r.PersonKey = n.PersonKey
WHERE r.PersonKey IS NULL OR r.Hash <> n.Hash
UNION ALL
SELECT r.PersonKey, r.Lane
FROM outbox.Refreshed AS r
WHERE NOT EXISTS (SELECT 1 FROM #Now AS n WHERE n.PersonKey = r.PersonKey);

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
    SELECT 'touch', N'people.refresh', PersonKey, Lane, 1
    FROM @Batch;

    COMMIT TRANSACTION;

    SELECT @Touched = @Touched + COUNT(*) FROM @Batch;
END;

SELECT @Touched AS Touched;
