SELECT ScriptName FROM outbox.SchemaVersion ORDER BY Id;
