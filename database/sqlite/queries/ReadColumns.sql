-- Of one table, since a view whose tables are gone fails. Hidden is 1 for a virtual table's own, 2 or 3 where generated.
SELECT name AS Name, type AS DeclaredType, "notnull" AS IsNotNull, pk AS KeyOrdinal, hidden > 1 AS IsComputed
FROM pragma_table_xinfo(@table)
WHERE hidden <> 1
ORDER BY cid;
