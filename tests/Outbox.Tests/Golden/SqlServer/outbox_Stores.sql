/*
  Purpose     Captures what is written to dbo.Stores, in the transaction that writes it. Made by
              outbox migrate from these parts of the mapping:
              objects:store
  Caller      Every INSERT, UPDATE and DELETE, by ownership chaining: the writer needs no right to the outbox.
  Locks       It only INSERTs, into outbox.Message and outbox.Fault, rows that no other session waits for. It
              reads inserted, deleted and the outbox's switches, these without locks.
  On failure  The write goes through and outbox.Fault says what was not captured; an error that dooms the
              transaction goes on to the writer.
*/
CREATE OR ALTER TRIGGER dbo.outbox_Stores
ON dbo.Stores
AFTER INSERT, UPDATE, DELETE
NOT FOR REPLICATION
AS
IF ROWCOUNT_BIG() = 0 RETURN;   -- first of all: any SET would reset it

-- What an insert beside a filtered index needs, whatever the shop's session has. All of it reverts at the end.
SET NOCOUNT ON;
SET ROWCOUNT 0;   -- a sequence is refused under it
SET ANSI_WARNINGS, ANSI_PADDING, ARITHABORT, CONCAT_NULL_YIELDS_NULL ON;
SET NUMERIC_ROUNDABORT OFF;
SET XACT_ABORT OFF;

-- Counted: under MERGE and in a cascade the row count is another statement's.
DECLARE @New bigint, @Old bigint;
SELECT @New = (SELECT COUNT_BIG(*) FROM inserted), @Old = (SELECT COUNT_BIG(*) FROM deleted);
DECLARE @RowsHit bigint = CASE WHEN @New > @Old THEN @New ELSE @Old END;
IF @RowsHit = 0 RETURN;

BEGIN TRY
    -- The switches, read once, at once and without locks: an operator's open transaction must not stop the shop.
    DECLARE @Switch nvarchar(60);
    SELECT
        @Switch = CASE
            WHEN CONVERT(nvarchar(4000), SESSION_CONTEXT(N'outbox_capture')) = N'off'
                THEN N'the session is switched off'
            WHEN EXISTS
            (
                SELECT 1
                FROM outbox.Capture WITH (NOLOCK)
                WHERE SchemaName = N'dbo' AND TableName = N'Stores' AND IsEnabled = 0
            )
                THEN N'the table is switched off'
        END;
    IF @Switch IS NOT NULL
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.Stores', 'OBX430', @Switch, @RowsHit);
        RETURN;
    END;

    -- More than a transaction of the shop should wait for. outbox reconcile finds what it missed.
    IF @RowsHit > 100000
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.Stores', 'OBX431', N'more than 100000 rows in a statement', @RowsHit);
        RETURN;
    END;

    -- Lane: a hash of the person's key, so that all rows of a person have one owner among the dispatchers. In upper case,
    -- because keys that differ by case alone may be one person's; of a guest, who has no key, the e-mail's.

    -- objects:store: each object once, before and after.
    IF @RowsHit = 1
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'object',
            N'objects:store',
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM
        (
            SELECT
                CONVERT(nvarchar(20), x.StoreId) AS PersonKey
            FROM
            (
                SELECT StoreId FROM inserted
                UNION ALL
                SELECT d.StoreId FROM deleted AS d
                WHERE NOT EXISTS (SELECT 1 FROM inserted AS i WHERE i.StoreId = d.StoreId)
            ) AS x
        ) AS r
        WHERE r.PersonKey IS NOT NULL
        OPTION (LOOP JOIN);
    ELSE
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'object',
            N'objects:store',
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM
        (
            SELECT
                CONVERT(nvarchar(20), x.StoreId) AS PersonKey
            FROM
            (
                SELECT StoreId FROM inserted
                UNION
                SELECT StoreId FROM deleted
            ) AS x
        ) AS r
        WHERE r.PersonKey IS NOT NULL;
END TRY
BEGIN CATCH
    -- A doomed transaction takes no row, and an error kept quiet would only come back at the COMMIT.
    IF XACT_STATE() <> 1
        THROW;

    -- Not ERROR_MESSAGE(): it can hold a person's data.
    DECLARE @Error nvarchar(60) = N'error ' + CONVERT(nvarchar(11), ERROR_NUMBER()) + N' in line ' + CONVERT(nvarchar(11), ERROR_LINE());
    BEGIN TRY
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.Stores', 'OBX432', @Error, @RowsHit);
    END TRY
    BEGIN CATCH
        -- Neither the row nor the fault can be written: the shop's write stands all the same, and outbox reconcile
        -- finds what is missing. Only where the transaction is doomed there is nothing left to save.
        IF XACT_STATE() <> 1
            THROW;
    END CATCH;
END CATCH;
