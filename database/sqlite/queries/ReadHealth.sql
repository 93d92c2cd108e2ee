-- The oldest event is looked for among the first thousand: rows come in the order in which they were written, and those
-- that are shaped already, whose OccurredAt is known, are the first. Rows of paused types wait because somebody said so:
-- they are counted as pending and told apart, since their 72 hours run all the same.
SELECT
    (SELECT COUNT(*) FROM outbox_Message WHERE Lane = 0 AND Status = 'pending') AS Pending,
    (
        SELECT MIN(At)
        FROM
        (
            SELECT COALESCE(OccurredAt, CreatedAt) AS At
            FROM outbox_Message
            WHERE Lane = 0 AND Status = 'pending' AND Priority = 0 AND Kind = 'event'
              AND CapturedBy NOT IN (SELECT Name FROM outbox_EventType WHERE Delivery = 'paused')
            ORDER BY MessageId
            LIMIT 1000
        )
    )                                                                           AS OldestLiveEventAt,
    (SELECT COUNT(*) FROM outbox_Message WHERE Status = 'dead')                 AS Dead,
    (SELECT COUNT(*) FROM outbox_Fault)                                         AS Faults,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now')                                       AS Now,
    (
        SELECT COUNT(*)
        FROM outbox_Message
        WHERE Lane = 0 AND Status = 'pending' AND CapturedBy IN (SELECT Name FROM outbox_EventType WHERE Delivery = 'paused')
    )                                                                           AS Paused,
    (
        SELECT MIN(COALESCE(OccurredAt, CreatedAt))
        FROM outbox_Message
        WHERE Lane = 0 AND Status = 'pending' AND Priority = 0 AND Kind = 'event'
          AND CapturedBy IN (SELECT Name FROM outbox_EventType WHERE Delivery = 'paused')
    )                                                                           AS OldestPausedEventAt;
