DELETE FROM outbox_Person WHERE PersonId IN (SELECT value FROM json_each(@personIds));
