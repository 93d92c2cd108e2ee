-- The trigger and its table by their objects' numbers, and the columns that it names.
UPDATE outbox.Capture
SET TriggerName = @name,
    Hash        = @hash,
    Definition  = HASHBYTES('SHA2_256', (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(@object))),
    TriggerId   = OBJECT_ID(@object),
    DeployedAt  = SYSUTCDATETIME()
WHERE SchemaName = @schema AND TableName = @table;
IF @@ROWCOUNT = 0
    INSERT outbox.Capture (SchemaName, TableName, TriggerName, Hash, Definition, TriggerId)
    VALUES (@schema, @table, @name, @hash, HASHBYTES('SHA2_256', (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(@object))), OBJECT_ID(@object));
DELETE FROM outbox.CaptureColumn WHERE SchemaName = @schema AND TableName = @table;
