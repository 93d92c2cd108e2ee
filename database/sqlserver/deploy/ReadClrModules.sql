-- Modules of SQL CLR: what they write no text tells.
SELECT OBJECT_SCHEMA_NAME(o.object_id) + N'.' + o.name AS Name
FROM sys.objects AS o
WHERE o.type IN ('PC', 'FS', 'FT', 'TA')
  AND o.is_ms_shipped = 0
  AND OBJECT_SCHEMA_NAME(o.object_id) <> N'outbox'
ORDER BY o.name;
