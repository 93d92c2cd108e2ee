DELETE FROM outbox.Capture WHERE SchemaName = @schema AND TableName = @table;
