/*
  Purpose     What of the outbox this database has, and whether it is as migrate left it: the journal, the modules, the captures,
              triggers that no capture knows, the hash of the stored mapping, and what outbox_dispatcher may execute.
  Caller      outbox doctor, and migrate --plan and --script of a login without CONTROL.
  Locks       None but those of the catalog.
  On failure  Nothing is changed.
  Notes       It runs as outbox_catalog, who may see definitions: an operator sees of the catalog what he has rights on, and
              triggers of the shop are not among it. The statements are those of database/sqlserver/deploy; a test holds them together.
*/
CREATE OR ALTER PROCEDURE outbox.ReadDeployment
WITH EXECUTE AS 'outbox_catalog'
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;

SELECT ScriptName FROM outbox.SchemaVersion ORDER BY Id;

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

SELECT
    c.SchemaName,
    c.TableName,
    c.TriggerName AS Name,
    c.Hash,
    CASE
        WHEN t.object_id IS NULL THEN 'gone'
        WHEN OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TableName)) IS NULL THEN 'astray'
        WHEN OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TableName)) <> t.parent_id THEN 'astray'
        WHEN t.object_id <> OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName)) THEN 'astray'
        WHEN OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName)) IS NULL THEN 'astray'
        WHEN t.is_disabled = 1 THEN 'drifted'
        WHEN HASHBYTES('SHA2_256', (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = t.object_id)) = c.Definition THEN 'same'
        ELSE 'drifted'
    END AS State,
    t.object_id AS TriggerId,
    OBJECT_SCHEMA_NAME(t.parent_id) + N'.' + OBJECT_NAME(t.parent_id) AS SitsOn
FROM outbox.Capture AS c
LEFT JOIN sys.triggers AS t
    ON t.parent_class = 1
   AND t.object_id = COALESCE(
       (SELECT x.object_id FROM sys.triggers AS x WHERE x.object_id = c.TriggerId AND x.parent_class = 1),
       OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName)))
ORDER BY c.SchemaName, c.TableName;

SELECT
    t.object_id                                                       AS TriggerId,
    OBJECT_SCHEMA_NAME(t.parent_id)                                   AS SchemaName,
    t.name                                                            AS Name,
    OBJECT_SCHEMA_NAME(t.parent_id) + N'.' + OBJECT_NAME(t.parent_id) AS SitsOn
FROM sys.triggers AS t
INNER JOIN sys.sql_modules AS d ON d.object_id = t.object_id
WHERE t.parent_class = 1
  AND d.definition LIKE N'%outbox migrate from these parts of the mapping:%' COLLATE Latin1_General_100_BIN2
  AND d.definition LIKE N'%INSERT INTO outbox.Message%' COLLATE Latin1_General_100_BIN2
  AND NOT EXISTS (SELECT 1 FROM outbox.Capture AS c WHERE c.TriggerId = t.object_id)
  AND NOT EXISTS (SELECT 1 FROM outbox.Capture AS c WHERE OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName)) = t.object_id)
ORDER BY t.name;

SELECT TOP (1) Hash FROM outbox.Mapping ORDER BY MappingId DESC;

SELECT OBJECT_NAME(p.major_id) AS Name
FROM sys.database_permissions AS p
WHERE p.grantee_principal_id = DATABASE_PRINCIPAL_ID(N'outbox_dispatcher')
  AND p.class = 1
  AND p.permission_name = N'EXECUTE'
  AND p.state IN ('G', 'W')
  AND OBJECT_SCHEMA_NAME(p.major_id) = N'outbox';
