INSERT outbox.CaptureColumn (SchemaName, TableName, ColumnName, Kind, MappedAt)
VALUES (@schema, @table, @column, @kind, @place);
