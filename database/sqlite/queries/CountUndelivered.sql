SELECT COUNT(*) FROM outbox_Message WHERE Status = 'pending';
