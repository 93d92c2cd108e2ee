/*
  Purpose     What became of the trigger of each capture. State is same; gone; astray (it sits on another table than the mapping
              says: it follows its table through sp_rename and ALTER SCHEMA … TRANSFER); unbound (its table lost a column that it
              names, or has it with another kind of value); disabled; changed.
  Caller      outbox.Health, outbox.ReadCaptureStates (the dispatcher's look at its health), outbox.GuardTable.
  Locks       None but those of the catalog.
  Notes       It runs as outbox_catalog, a user without login that may see definitions and read nothing: the callers themselves
              see of the catalog what they have rights on (Microsoft, "Metadata visibility configuration"). The outbox's tables
              are reached by ownership chaining, whoever it runs as. EXECUTE AS OWNER would do the same until a restore to a
              server that does not know the database's owner (error 15517); a user without login goes along with the database.
              A column is known by its name, in the database's own collation, and by the kind of its values: wider text or
              numbers are no change, text in place of a number is.
*/
CREATE OR ALTER FUNCTION outbox.CaptureStates ()
RETURNS @States TABLE
(
    SchemaName  nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    TableName   nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    TriggerName nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    TriggerId   int            NULL,
    ParentId    int            NULL,
    TableId     int            NULL,
    IsDisabled  bit            NOT NULL,
    IsUnbound   bit            NOT NULL,
    State       varchar(8)     COLLATE Latin1_General_100_BIN2 NOT NULL,
    Detail      nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL
)
WITH EXECUTE AS 'outbox_catalog'
AS
BEGIN
    DECLARE @Found TABLE
    (
        SchemaName  nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        TableName   nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        TriggerName nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        TableId     int           NULL,
        TriggerId   int           NULL,
        ParentId    int           NULL,
        IsDisabled  bit           NOT NULL,
        IsChanged   bit           NOT NULL
    );

    -- By its object's number: names can have changed. By its name where an export and import gave it another number.
    INSERT @Found (SchemaName, TableName, TriggerName, TableId, TriggerId, ParentId, IsDisabled, IsChanged)
    SELECT
        c.SchemaName,
        c.TableName,
        c.TriggerName,
        OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TableName)),
        t.object_id,
        t.parent_id,
        COALESCE(t.is_disabled, 0),
        CASE WHEN HASHBYTES('SHA2_256', d.definition) = c.Definition THEN 0 ELSE 1 END
    FROM outbox.Capture AS c
    LEFT JOIN sys.triggers AS t
        ON t.parent_class = 1
       AND t.object_id = COALESCE(
           (SELECT x.object_id FROM sys.triggers AS x WHERE x.object_id = c.TriggerId AND x.parent_class = 1),
           OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName)))
    LEFT JOIN sys.sql_modules AS d ON d.object_id = t.object_id;

    DECLARE @Lost TABLE
    (
        SchemaName nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        TableName  nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        Words      nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL
    );

    INSERT @Lost (SchemaName, TableName, Words)
    SELECT
        f.SchemaName,
        f.TableName,
        STRING_AGG(CONVERT(nvarchar(max), k.ColumnName + CASE WHEN n.name IS NULL THEN N' is gone' ELSE N' holds another kind of value' END
            + N' (' + k.MappedAt + N')'), N', ')
    FROM @Found AS f
    INNER JOIN outbox.CaptureColumn AS k ON k.SchemaName = f.SchemaName AND k.TableName = f.TableName
    LEFT JOIN sys.columns AS n ON n.object_id = f.ParentId AND n.name = k.ColumnName COLLATE DATABASE_DEFAULT
    LEFT JOIN sys.types AS y ON y.user_type_id = n.system_type_id
    WHERE f.ParentId IS NOT NULL
      AND
      (
             n.name IS NULL
          OR k.Kind <> CASE
                 WHEN y.name IN (N'tinyint', N'smallint', N'int', N'bigint') THEN 'Integer'
                 WHEN y.name IN (N'decimal', N'numeric', N'money', N'smallmoney') THEN 'Decimal'
                 WHEN y.name IN (N'float', N'real') THEN 'Float'
                 WHEN y.name IN (N'bit') THEN 'Boolean'
                 WHEN y.name IN (N'char', N'varchar', N'nchar', N'nvarchar') THEN 'Text'
                 WHEN y.name IN (N'date') THEN 'Date'
                 WHEN y.name IN (N'time') THEN 'Time'
                 WHEN y.name IN (N'datetime', N'smalldatetime', N'datetime2') THEN 'DateTime'
                 WHEN y.name IN (N'datetimeoffset') THEN 'DateTimeOffset'
                 WHEN y.name IN (N'uniqueidentifier') THEN 'Guid'
                 WHEN y.name IN (N'binary', N'varbinary', N'timestamp') THEN 'Binary'
                 ELSE 'Unsupported'
             END
      )
    GROUP BY f.SchemaName, f.TableName;

    INSERT @States (SchemaName, TableName, TriggerName, TriggerId, ParentId, TableId, IsDisabled, IsUnbound, State, Detail)
    SELECT
        f.SchemaName,
        f.TableName,
        f.TriggerName,
        f.TriggerId,
        f.ParentId,
        f.TableId,
        f.IsDisabled,
        CASE WHEN l.Words IS NULL THEN 0 ELSE 1 END,
        CASE
            WHEN f.TriggerId IS NULL THEN 'gone'
            WHEN f.TableId IS NULL OR f.TableId <> f.ParentId THEN 'astray'
            WHEN l.Words IS NOT NULL THEN 'unbound'
            WHEN f.IsDisabled = 1 THEN 'disabled'
            WHEN f.IsChanged = 1 THEN 'changed'
            ELSE 'same'
        END,
        CASE
            WHEN f.TriggerId IS NULL THEN N''
            WHEN f.TableId IS NULL OR f.TableId <> f.ParentId
                THEN N'it sits on ' + COALESCE(OBJECT_SCHEMA_NAME(f.ParentId) + N'.' + OBJECT_NAME(f.ParentId), N'another table') + N': '
            WHEN l.Words IS NOT NULL THEN LEFT(l.Words, 700) + N': '
            ELSE N''
        END + f.SchemaName + N'.' + f.TriggerName
    FROM @Found AS f
    LEFT JOIN @Lost AS l ON l.SchemaName = f.SchemaName AND l.TableName = f.TableName;

    RETURN;
END;
