-- Objects that the dispatcher's role may execute. None at all: they cannot be seen, or there are none.
SELECT OBJECT_NAME(p.major_id) AS Name
FROM sys.database_permissions AS p
WHERE p.grantee_principal_id = DATABASE_PRINCIPAL_ID(N'outbox_dispatcher')
  AND p.class = 1
  AND p.permission_name = N'EXECUTE'
  AND p.state IN ('G', 'W')
  AND OBJECT_SCHEMA_NAME(p.major_id) = N'outbox';
