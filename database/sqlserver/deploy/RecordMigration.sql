INSERT outbox.SchemaVersion (ScriptName, Applied) VALUES (@name, SYSUTCDATETIME());
