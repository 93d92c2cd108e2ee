-- Another workspace of Customer.io knows nobody yet.
DELETE FROM outbox_Person
WHERE EXISTS (SELECT 1 FROM outbox_Binding WHERE EnvironmentId <> @environmentId OR Region <> @region);

-- Nor has it merged anybody. Who is whom stays so, and who was removed stays removed.
UPDATE outbox_Guest
SET MergingAt = NULL, MergedAt = NULL
WHERE EXISTS (SELECT 1 FROM outbox_Binding WHERE EnvironmentId <> @environmentId OR Region <> @region);
