SELECT COUNT(*) FROM outbox.Message WHERE Status = 'pending';
