INSERT INTO outbox_Binding (Binding, ServerName, DatabaseName, EnvironmentId, Region, BoundAt)
SELECT 1, @serverName, @databaseName, @environmentId, @region, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
WHERE NOT EXISTS (SELECT 1 FROM outbox_Binding);
