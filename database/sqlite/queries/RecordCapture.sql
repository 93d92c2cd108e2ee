INSERT INTO outbox_Capture (TriggerName, TableName, Hash)
VALUES (@name, @table, @hash)
ON CONFLICT (TriggerName) DO UPDATE
SET TableName = excluded.TableName, Hash = excluded.Hash, DeployedAt = excluded.DeployedAt;
