SELECT ScriptName FROM outbox_SchemaVersion ORDER BY SchemaVersionID;
