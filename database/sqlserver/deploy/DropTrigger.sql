-- By its object's number, on whichever table it sits and whatever it is called: a trigger follows its table through sp_rename
-- and ALTER SCHEMA … TRANSFER (Microsoft, "CREATE TRIGGER"), and lives in its table's schema.
DECLARE @Drop nvarchar(max) =
(
    SELECT N'DROP TRIGGER ' + QUOTENAME(OBJECT_SCHEMA_NAME(t.parent_id)) + N'.' + QUOTENAME(t.name)
    FROM sys.triggers AS t
    WHERE t.object_id = @id AND t.parent_class = 1
);
IF @Drop IS NOT NULL
    EXEC sp_executesql @Drop;
