DELETE FROM outbox_Email WHERE PersonId IN (SELECT value FROM json_each(@forgotten));
