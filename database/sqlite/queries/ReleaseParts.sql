-- What these parts need can be read again.
DELETE FROM outbox_Held
WHERE Part IN (SELECT value FROM json_each(@parts));
