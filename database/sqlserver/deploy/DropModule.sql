-- A module by what it is: what an older version brought as a view may be a function by now, or nobody's.
DECLARE @Drop nvarchar(max) =
(
    SELECT CASE
        WHEN o.type IN ('P', 'PC') THEN N'DROP PROCEDURE outbox.' + QUOTENAME(o.name)
        WHEN o.type IN ('FN', 'IF', 'TF', 'FS', 'FT') THEN N'DROP FUNCTION outbox.' + QUOTENAME(o.name)
        WHEN o.type = 'V' THEN N'DROP VIEW outbox.' + QUOTENAME(o.name)
        WHEN o.type IN ('TR', 'TA') THEN N'DROP TRIGGER outbox.' + QUOTENAME(o.name)
        WHEN o.type = 'SN' THEN N'DROP SYNONYM outbox.' + QUOTENAME(o.name)
    END
    FROM sys.objects AS o
    WHERE o.object_id = OBJECT_ID(N'outbox.' + QUOTENAME(@name))
);
IF @Drop IS NULL AND EXISTS (SELECT 1 FROM sys.triggers AS t WHERE t.parent_class = 0 AND t.name = @name)
    SET @Drop = N'DROP TRIGGER ' + QUOTENAME(@name) + N' ON DATABASE';
IF @Drop IS NOT NULL
    EXEC sp_executesql @Drop;
