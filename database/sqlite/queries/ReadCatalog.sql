SELECT m.name AS TableName, m.type = 'view' AS IsView, c.name AS ColumnName, c.type AS DeclaredType, c."notnull" AS IsNotNull, c.pk AS KeyOrdinal
FROM sqlite_master AS m
INNER JOIN pragma_table_xinfo(m.name) AS c ON c.hidden <> 1
WHERE m.type IN ('table', 'view')
  AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~'
  AND m.name NOT LIKE 'outbox~_%' ESCAPE '~'
ORDER BY m.name, c.cid;
