-- An object whose definition is not the one that migrate left has drifted. Grants have no definition.
SELECT
    m.Name,
    m.IsGenerated,
    m.Hash,
    CASE
        WHEN m.Definition IS NULL THEN 'same'
        WHEN OBJECT_DEFINITION(OBJECT_ID(N'outbox.' + QUOTENAME(m.Name))) IS NULL THEN 'gone'
        WHEN HASHBYTES('SHA2_256', OBJECT_DEFINITION(OBJECT_ID(N'outbox.' + QUOTENAME(m.Name)))) = m.Definition THEN 'same'
        ELSE 'drifted'
    END AS State
FROM outbox.Module AS m
ORDER BY m.Name;
