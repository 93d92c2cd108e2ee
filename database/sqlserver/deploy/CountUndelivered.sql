SELECT COUNT_BIG(*) FROM outbox.Message WHERE Status = 'pending';
