-- Another workspace of Customer.io knows nobody yet.
DELETE FROM outbox_Person
WHERE EXISTS (SELECT 1 FROM outbox_Binding WHERE EnvironmentId <> @environmentId OR Region <> @region);
