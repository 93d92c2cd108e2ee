SELECT COUNT(*) FROM outbox_Person;
