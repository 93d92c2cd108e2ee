-- The assembly as the database has it, and how many of its functions are there.
SELECT
    HASHBYTES('SHA2_512', f.content) AS Hash,
    CASE WHEN a.permission_set_desc = N'SAFE_ACCESS' THEN 1 ELSE 0 END AS IsSafe,
    (
        SELECT COUNT(*)
        FROM sys.assembly_modules AS m
        INNER JOIN sys.objects AS o ON o.object_id = m.object_id
        WHERE m.assembly_id = a.assembly_id AND o.schema_id = SCHEMA_ID(N'outbox')
    ) AS Functions
FROM sys.assemblies AS a
INNER JOIN sys.assembly_files AS f ON f.assembly_id = a.assembly_id AND f.file_id = 1
WHERE a.name = N'Outbox.Clr';
