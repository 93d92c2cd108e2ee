-- A foreign key that names no columns means the primary key.
SELECT
    m.name AS FromTable,
    f.id AS Id,
    f."from" AS ColumnName,
    f."table" AS ToTable,
    COALESCE(f."to", (SELECT c.name FROM pragma_table_info(f."table") AS c WHERE c.pk = f.seq + 1)) AS KeyColumn
FROM sqlite_master AS m
INNER JOIN pragma_foreign_key_list(m.name) AS f
WHERE m.type = 'table'
  AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~'
  AND m.name NOT LIKE 'outbox~_%' ESCAPE '~'
  AND COALESCE(f."to", (SELECT c.name FROM pragma_table_info(f."table") AS c WHERE c.pk = f.seq + 1)) IS NOT NULL
ORDER BY m.name, f.id, f.seq;
