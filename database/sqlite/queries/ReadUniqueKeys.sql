SELECT m.name AS TableName, i.name AS IndexName, c.name AS ColumnName
FROM sqlite_master AS m
INNER JOIN pragma_index_list(m.name) AS i ON i."unique" = 1 AND i.partial = 0
INNER JOIN pragma_index_info(i.name) AS c
WHERE m.type = 'table'
  AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~'
  AND m.name NOT LIKE 'outbox~_%' ESCAPE '~'
ORDER BY m.name, i.name, c.seqno;
