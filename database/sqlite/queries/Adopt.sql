INSERT INTO outbox_Binding (Binding, ServerName, DatabaseName, EnvironmentId, Region, BoundAt)
VALUES (1, @serverName, @databaseName, @environmentId, @region, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
ON CONFLICT (Binding) DO UPDATE
SET ServerName    = excluded.ServerName,
    DatabaseName  = excluded.DatabaseName,
    EnvironmentId = excluded.EnvironmentId,
    Region        = excluded.Region,
    BoundAt       = excluded.BoundAt;
