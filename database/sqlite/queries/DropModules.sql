DELETE FROM outbox_Module WHERE Name NOT IN (SELECT value ->> '$.Name' FROM json_each(@modules));
