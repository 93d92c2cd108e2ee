-- The oldest event is looked for among the first thousand: rows come in the order in which they were written, and those
-- that are shaped already, whose OccurredAt is known, are the first.
SELECT
    (SELECT COUNT(*) FROM outbox_Message WHERE Lane = 0 AND Status = 'pending') AS Pending,
    (
        SELECT MIN(At)
        FROM
        (
            SELECT COALESCE(OccurredAt, CreatedAt) AS At
            FROM outbox_Message
            WHERE Lane = 0 AND Status = 'pending' AND Priority = 0 AND Kind = 'event'
            ORDER BY MessageId
            LIMIT 1000
        )
    )                                                                           AS OldestLiveEventAt,
    (SELECT COUNT(*) FROM outbox_Message WHERE Status = 'dead')                 AS Dead,
    (SELECT COUNT(*) FROM outbox_Fault)                                         AS Faults,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now')                                       AS Now;
