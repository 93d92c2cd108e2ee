UPDATE outbox.CaptureColumn
SET MappedAt = @place
WHERE SchemaName = @schema AND TableName = @table AND ColumnName = @column;
