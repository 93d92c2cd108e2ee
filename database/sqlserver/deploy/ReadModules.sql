-- An object whose definition is not the one that migrate left has drifted, and so has a guard that is disabled. Grants have no
-- definition. A trigger ON DATABASE is in no schema.
SELECT
    m.Name,
    m.IsGenerated,
    m.Hash,
    CASE
        WHEN m.Definition IS NULL THEN 'same'
        WHEN d.definition IS NULL THEN 'gone'
        WHEN EXISTS (SELECT 1 FROM sys.triggers AS t WHERE t.object_id = d.object_id AND t.parent_class = 0 AND t.is_disabled = 1) THEN 'drifted'
        WHEN HASHBYTES('SHA2_256', d.definition) = m.Definition THEN 'same'
        ELSE 'drifted'
    END AS State
FROM outbox.Module AS m
LEFT JOIN sys.sql_modules AS d
    ON d.object_id = COALESCE(
        OBJECT_ID(N'outbox.' + QUOTENAME(m.Name)),
        (SELECT t.object_id FROM sys.triggers AS t WHERE t.parent_class = 0 AND t.name = m.Name COLLATE DATABASE_DEFAULT))
ORDER BY m.Name;
