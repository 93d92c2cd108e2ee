SELECT
    (SELECT COUNT(*) FROM outbox_Message WHERE Lane = 0 AND Status = 'pending')       AS Pending,
    (SELECT MIN(CreatedAt) FROM outbox_Message WHERE Lane = 0 AND Status = 'pending') AS OldestPendingAt,
    (SELECT COUNT(*) FROM outbox_Fault)                                               AS Faults;
