SELECT COUNT(*) FROM outbox_Message WHERE Lane = 0 AND Status = 'pending';
