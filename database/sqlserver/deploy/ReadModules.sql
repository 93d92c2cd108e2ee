-- An object whose definition is not the one that migrate left has drifted. Grants have no definition.
SELECT
    m.Name,
    m.IsGenerated,
    m.Hash,
    CASE
        WHEN m.Definition IS NULL THEN 'same'
        WHEN (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(N'outbox.' + QUOTENAME(m.Name))) IS NULL THEN 'gone'
        WHEN HASHBYTES('SHA2_256', (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(N'outbox.' + QUOTENAME(m.Name)))) = m.Definition THEN 'same'
        ELSE 'drifted'
    END AS State
FROM outbox.Module AS m
ORDER BY m.Name;
