/*
  Purpose     Decides what becomes of a change of the shop's schema, after it was made and before it is committed: whether a
              capture has lost its table, or its table a column that the trigger names. Without such a column every write of the
              table would fail (error 207), and no TRY … CATCH of a trigger catches that (Microsoft, "TRY...CATCH").
              @Mode 'refuse': @Refusal says what is lost and where the mapping names it. @Mode 'disable': a fault says so
              (OBX435), and @Disable is the statement that disables the trigger, for whoever changes the table to run.
  Caller      The trigger outbox_guard_refuse or outbox_guard_disable ON DATABASE, which migrate --guard puts there.
  Locks       None but those of the catalog; it inserts into outbox.Fault.
  On failure  The change fails with it in the mode refuse; in the mode disable it goes through.
  Notes       @Event and the names are those of EVENTDATA. Captures are taken by the name of their table, whatever its schema,
              and by the table that their trigger sits on: which names an event tells differs from one to the next (Microsoft,
              "DDL events"). Only ALTER_TABLE is no reason to look at a trigger that sits on another table: it was moved before. One that is
              disabled fails no write, and was told when it was.
*/
CREATE OR ALTER PROCEDURE outbox.GuardTable
    @Mode    varchar(8),
    @Event   nvarchar(128),
    @Object  nvarchar(128),
    @Target  nvarchar(128),
    @NewName nvarchar(128),
    @Refusal nvarchar(2000) OUTPUT,
    @Disable nvarchar(max)  OUTPUT
AS
SET NOCOUNT ON;

IF @Mode IS NULL OR @Mode NOT IN ('refuse', 'disable')
    THROW 50061, N'outbox.GuardTable: @Mode must be ''refuse'' or ''disable''.', 1;

SELECT @Refusal = NULL, @Disable = NULL;

DECLARE @Lost TABLE
(
    SchemaName nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    TableName  nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    TriggerId  int            NULL,
    ToDisable  bit            NOT NULL,
    Words      nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL
);

INSERT @Lost (SchemaName, TableName, TriggerId, ToDisable, Words)
SELECT
    s.SchemaName,
    s.TableName,
    s.TriggerId,
    CASE WHEN s.IsUnbound = 1 AND s.IsDisabled = 0 THEN 1 ELSE 0 END,
    CASE WHEN s.TableId IS NULL AND s.TriggerId IS NULL THEN N'the table is gone' ELSE LEFT(s.Detail, 900) END
FROM outbox.CaptureStates() AS s
WHERE
    (
           (s.IsUnbound = 1 AND s.IsDisabled = 0)
        OR (s.TableId IS NULL AND COALESCE(@Event, N'') <> N'ALTER_TABLE')
        OR (s.State = 'astray' AND COALESCE(@Event, N'') <> N'ALTER_TABLE')
    )
    AND
    (
           (@Object IS NULL AND @Target IS NULL AND @NewName IS NULL)
        OR s.TableName COLLATE DATABASE_DEFAULT IN (@Object, @Target, @NewName)
        OR OBJECT_NAME(s.ParentId) IN (@Object, @Target, @NewName)
    );

IF NOT EXISTS (SELECT 1 FROM @Lost)
    RETURN;

IF @Mode = 'refuse'
BEGIN
    SELECT TOP (1) @Refusal = N'OBX436: the change is refused, since the outbox captures ' + SchemaName + N'.' + TableName + N': ' + Words
        + N'. Change the mapping first and run outbox migrate, or run outbox migrate --guard off.'
    FROM @Lost
    ORDER BY SchemaName, TableName;
    RETURN;
END;

INSERT INTO outbox.Fault (CapturedBy, Code, Detail)
SELECT
    N'table:' + SchemaName + N'.' + TableName,
    'OBX435',
    CASE WHEN ToDisable = 1 THEN N'trigger disabled: ' ELSE N'' END + Words
FROM @Lost;

SELECT @Disable = STRING_AGG(
    CONVERT(nvarchar(max), N'DISABLE TRIGGER ' + QUOTENAME(OBJECT_SCHEMA_NAME(t.parent_id)) + N'.' + QUOTENAME(t.name)
        + N' ON ' + QUOTENAME(OBJECT_SCHEMA_NAME(t.parent_id)) + N'.' + QUOTENAME(OBJECT_NAME(t.parent_id)) + N';'), N' ')
FROM @Lost AS l
INNER JOIN sys.triggers AS t ON t.object_id = l.TriggerId AND t.parent_class = 1
WHERE l.ToDisable = 1;
