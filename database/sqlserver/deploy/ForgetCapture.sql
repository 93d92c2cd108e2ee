DELETE FROM outbox.CaptureColumn WHERE SchemaName = @schema AND TableName = @table;
DELETE FROM outbox.Capture WHERE SchemaName = @schema AND TableName = @table;
