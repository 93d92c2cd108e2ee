-- The shop's tables and views with what the writers must know of their columns and keys.
SELECT
    s.name AS SchemaName,
    o.name AS Name,
    CASE WHEN o.type = 'V' THEN 1 ELSE 0 END AS IsView,
    CASE
        WHEN t.is_memory_optimized = 1 THEN N'memory-optimised'
        WHEN COALESCE(o.principal_id, s.principal_id) <> DATABASE_PRINCIPAL_ID(N'dbo')
         AND COALESCE(o.principal_id, s.principal_id) <> (SELECT d.principal_id FROM sys.schemas AS d WHERE d.name = N'dbo')
            THEN N'owned by ' + USER_NAME(COALESCE(o.principal_id, s.principal_id))
    END AS Obstacle
FROM sys.objects AS o
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
LEFT JOIN sys.tables AS t ON t.object_id = o.object_id
WHERE o.type IN ('U', 'V')
  AND o.is_ms_shipped = 0
  AND s.name NOT IN (N'outbox', N'sys', N'INFORMATION_SCHEMA')
ORDER BY s.name, o.name;

SELECT
    s.name                                    AS SchemaName,
    o.name                                    AS TableName,
    c.name                                    AS Name,
    COALESCE(bt.name, ut.name)                AS TypeName,
    CONVERT(int, c.max_length)                AS MaxLength,
    CONVERT(int, c.precision)                 AS Precision,
    CONVERT(int, c.scale)                     AS Scale,
    c.is_nullable                             AS IsNullable,
    c.is_computed                             AS IsComputed,
    c.is_identity                             AS IsIdentity,
    c.collation_name                          AS Collation,
    CASE
        WHEN c.encryption_type IS NOT NULL THEN N'encrypted'
        WHEN c.is_masked = 1 THEN N'masked'
    END                                       AS Obstacle
FROM sys.columns AS c
INNER JOIN sys.objects AS o ON o.object_id = c.object_id
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
INNER JOIN sys.types AS ut ON ut.user_type_id = c.user_type_id
LEFT JOIN sys.types AS bt ON bt.user_type_id = c.system_type_id AND ut.is_user_defined = 1
WHERE o.type IN ('U', 'V')
  AND o.is_ms_shipped = 0
  AND s.name NOT IN (N'outbox', N'sys', N'INFORMATION_SCHEMA')
ORDER BY s.name, o.name, c.column_id;

SELECT
    s.name           AS SchemaName,
    o.name           AS TableName,
    i.name           AS IndexName,
    i.is_primary_key AS IsPrimaryKey,
    c.name           AS ColumnName
FROM sys.indexes AS i
INNER JOIN sys.objects AS o ON o.object_id = i.object_id
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
INNER JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.is_included_column = 0
INNER JOIN sys.columns AS c ON c.object_id = k.object_id AND c.column_id = k.column_id
WHERE i.is_unique = 1
  AND i.has_filter = 0
  AND i.is_disabled = 0
  AND o.is_ms_shipped = 0
  AND s.name NOT IN (N'outbox', N'sys', N'INFORMATION_SCHEMA')
ORDER BY s.name, o.name, i.index_id, k.key_ordinal;
