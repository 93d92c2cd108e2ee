UPDATE outbox.Capture
SET TriggerName = @name,
    Hash        = @hash,
    Definition  = HASHBYTES('SHA2_256', (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(@object))),
    DeployedAt  = SYSUTCDATETIME()
WHERE SchemaName = @schema AND TableName = @table;
IF @@ROWCOUNT = 0
    INSERT outbox.Capture (SchemaName, TableName, TriggerName, Hash, Definition)
    VALUES (@schema, @table, @name, @hash, HASHBYTES('SHA2_256', (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(@object))));
