-- The shop's foreign keys, a row a column.
SELECT
    f.object_id AS Id,
    fs.name     AS FromSchema,
    ft.name     AS FromTable,
    fc.name     AS ColumnName,
    ts.name     AS ToSchema,
    tt.name     AS ToTable,
    tc.name     AS KeyColumn
FROM sys.foreign_keys AS f
INNER JOIN sys.foreign_key_columns AS k ON k.constraint_object_id = f.object_id
INNER JOIN sys.objects AS ft ON ft.object_id = f.parent_object_id
INNER JOIN sys.schemas AS fs ON fs.schema_id = ft.schema_id
INNER JOIN sys.columns AS fc ON fc.object_id = k.parent_object_id AND fc.column_id = k.parent_column_id
INNER JOIN sys.objects AS tt ON tt.object_id = f.referenced_object_id
INNER JOIN sys.schemas AS ts ON ts.schema_id = tt.schema_id
INNER JOIN sys.columns AS tc ON tc.object_id = k.referenced_object_id AND tc.column_id = k.referenced_column_id
WHERE fs.name <> N'outbox'
ORDER BY fs.name, ft.name, f.object_id, k.constraint_column_id;
