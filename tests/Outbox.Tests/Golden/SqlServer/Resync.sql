/*
  Purpose     Has the attributes of one person, or of all, sent again, whatever Customer.io has of them: after somebody
              changed them there, or a workspace was restored. The set: how many people. @Help = 1 explains.
  Caller      Operators, and outbox resync. Made by outbox migrate from the mapping.
  Locks       Shared, for as long as a row is read. Without READ_COMMITTED_SNAPSHOT it waits for open
              transactions of the shop, which is meant: what is sent is what was committed. It waits no longer
              than LOCK_TIMEOUT (error 1222).
              Into the outbox it inserts at most @BatchSize rows at a time, each batch in a transaction.
  On failure  Batches that are through stay; run it again: sending twice says the same twice.
*/
CREATE OR ALTER PROCEDURE outbox.Resync
    @Person    nvarchar(400) = NULL,
    @All       bit           = 0,
    @BatchSize int           = 2000,
    @Execute   char(1)       = 'Y',
    @Help      bit           = 0
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 30000;

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

-- The id at Customer.io is taken as well.
IF LEFT(@Person, 5) = N'cust_'
    SET @Person = SUBSTRING(@Person, 6, 400);

DECLARE @Key bigint = TRY_CONVERT(bigint, NULLIF(@Person, N''));

DECLARE @People int;
DECLARE @Batch TABLE (PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY, Lane tinyint NOT NULL);
CREATE TABLE #People (PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY, Lane tinyint NOT NULL);

INSERT #People (PersonKey, Lane)
SELECT DISTINCT x.PersonKey, x.Lane
FROM
(
    SELECT
        CONVERT(nvarchar(20), p.CustomerId) COLLATE Latin1_General_100_BIN2 AS PersonKey,
        ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(CONVERT(nvarchar(20), p.CustomerId) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255) AS Lane
    FROM dbo.Customers AS p
    WHERE (@All = 1 OR p.CustomerId = @Key)
      AND p.IsTest = 0
) AS x
WHERE x.PersonKey IS NOT NULL;

SELECT @People = COUNT(*) FROM #People;

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
