DELETE FROM outbox_Address WHERE PersonId IN (SELECT value FROM json_each(@forgotten));
