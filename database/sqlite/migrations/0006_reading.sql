/*
  Purpose     What is wrong with the outbox, as far as SQL can tell by itself: a row each, with priority (1 now, 2 soon, 3 to
              know) and mend. No row, nothing wrong. outbox doctor tells the same and more.
  Caller      outbox migrate, once, in a transaction of its own.
  On failure  Nothing of it stays.
*/
CREATE VIEW outbox_Health AS
WITH
Known (Code, Priority, Finding, Mend) AS
(
    VALUES
        ('OBX701', 1, 'Trigger missing', 'Run outbox migrate, which makes it again; what was written meanwhile was not captured.'),
        ('OBX704', 1, 'Capture switched off', 'Set the switch on again: IsEnabled of the capture, IsCaptured of the event type.'),
        ('OBX706', 2, 'Index missing', 'Make it again as database/sqlserver/migrations or database/sqlite/migrations says; without it a read is as slow as the outbox is large.'),
        ('OBX720', 2, 'Dead rows', 'Look them up in DeadLetter, mend the cause that docs/errors.md tells under the reason, and requeue what is worth it.'),
        ('OBX721', 2, 'Faults', 'docs/errors.md tells the cause and the mend under the fault''s code; the table Fault has each.'),
        ('OBX722', 1, 'Live events wait long', 'Find out why nothing is sent: outbox run, its log and its health; after 72 hours an event starts no campaign.'),
        ('OBX723', 2, 'Event type paused', 'Set its delivery to live, shadow or off once the reason is gone: the 72 hours of what waits run.'),
        ('OBX724', 3, 'Event type in rehearsal', 'Nothing to mend; set its delivery to live, or its rollout to 100, when the rehearsal has shown what it should.'),
        ('OBX725', 3, 'Event type off', 'Nothing to mend where that is meant; what is skipped does not come back.'),
        ('OBX726', 1, 'Nobody dispatches', 'Start outbox run; rows are captured and wait, and their 72 hours run.'),
        ('OBX727', 2, 'Lane without an owner', 'Wait half a minute and look again; where it stays so, restart the dispatchers.'),
        ('OBX729', 2, 'Schedule failing', 'The dispatcher''s log (4031) has the error; mostly the schedule''s view fails.')
),
Found (Code, Subject, Detail) AS
(
    SELECT 'OBX701', c.TableName, c.TriggerName
    FROM outbox_Capture AS c
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_master AS s WHERE s.type = 'trigger' AND s.name = c.TriggerName)

    UNION ALL
    SELECT DISTINCT 'OBX704', c.TableName, 'outbox_Capture.IsEnabled = 0'
    FROM outbox_Capture AS c
    WHERE c.IsEnabled = 0

    UNION ALL
    SELECT 'OBX704', t.Name, 'outbox_EventType.IsCaptured = 0'
    FROM outbox_EventType AS t
    WHERE t.IsCaptured = 0 AND t.IsMapped = 1

    UNION ALL
    SELECT 'OBX706', x.column1, 'of outbox_Message'
    FROM (VALUES ('outbox_IX_Message_Pending'), ('outbox_IX_Message_EventId'), ('outbox_IX_Message_Dead')) AS x
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_master AS s WHERE s.type = 'index' AND s.name = x.column1)

    UNION ALL
    SELECT
        'OBX720',
        substr(COALESCE(m.Reason, ''), 1, instr(COALESCE(m.Reason, '') || ':', ':') - 1),
        COUNT(*) || ' rows, the last captured ' || replace(substr(MAX(m.CreatedAt), 1, 19), 'T', ' ') || 'Z'
    FROM outbox_Message AS m
    WHERE m.Status = 'dead'
    GROUP BY 2

    UNION ALL
    SELECT
        'OBX721',
        f.Code || ' ' || f.CapturedBy,
        COUNT(*) || ' in seven days, the last ' || replace(substr(MAX(f.CreatedAt), 1, 19), 'T', ' ') || 'Z'
    FROM outbox_Fault AS f
    WHERE f.CreatedAt >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-7 days')
    GROUP BY f.Code, f.CapturedBy

    UNION ALL
    SELECT
        'OBX722',
        m.EventName,
        COUNT(*) || ' rows, the oldest of '
            || CAST((julianday('now') - julianday(MIN(COALESCE(m.OccurredAt, m.CreatedAt)))) * 24 AS INTEGER) || ' of the 72 hours'
    FROM outbox_Message AS m
    WHERE m.Lane = 0
      AND m.Status = 'pending'
      AND m.Kind = 'event'
      AND m.Priority = 0
      AND COALESCE(m.OccurredAt, m.CreatedAt) < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-24 hours')
      AND m.CapturedBy NOT IN (SELECT Name FROM outbox_EventType WHERE Delivery = 'paused')
    GROUP BY m.EventName

    UNION ALL
    SELECT
        'OBX723',
        t.Name,
        CASE
            WHEN COUNT(m.MessageId) = 0 THEN 'nothing waits'
            ELSE COUNT(m.MessageId) || ' rows wait, the oldest of '
                || CAST((julianday('now') - julianday(MIN(COALESCE(m.OccurredAt, m.CreatedAt)))) * 24 AS INTEGER) || ' of the 72 hours'
        END
    FROM outbox_EventType AS t
    LEFT JOIN outbox_Message AS m ON m.CapturedBy = t.Name AND m.Lane = 0 AND m.Status = 'pending'
    WHERE t.Delivery = 'paused' AND t.IsMapped = 1
    GROUP BY t.Name

    UNION ALL
    SELECT
        CASE t.Delivery WHEN 'off' THEN 'OBX725' ELSE 'OBX724' END,
        t.Name,
        CASE
            WHEN t.Delivery = 'live' THEN 'live for ' || t.RolloutPercent || ' % of the people'
            ELSE t.Delivery || ' since ' || replace(substr(t.CreatedAt, 1, 19), 'T', ' ') || 'Z or later'
        END
    FROM outbox_EventType AS t
    WHERE t.IsMapped = 1 AND (t.Delivery IN ('shadow', 'off') OR (t.Delivery = 'live' AND t.RolloutPercent < 100))

    UNION ALL
    SELECT 'OBX726', 'outbox run', COALESCE(
        'the last was seen ' || replace(substr((SELECT MAX(SeenAt) FROM outbox_Dispatcher), 1, 19), 'T', ' ') || 'Z', 'none was ever seen, or all have stopped')
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Dispatcher AS d WHERE (julianday('now') - julianday(d.SeenAt)) * 86400000 < d.LeaseMs)

    UNION ALL
    SELECT 'OBX727', 'lane ' || l.Lane, COALESCE('last held by ' || l.Owner, 'free')
    FROM outbox_Lane AS l
    WHERE (l.Owner IS NULL OR l.LeasedUntil <= strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
      AND EXISTS (SELECT 1 FROM outbox_Dispatcher AS d WHERE (julianday('now') - julianday(d.SeenAt)) * 86400000 < d.LeaseMs)

    UNION ALL
    SELECT 'OBX729', s.Name, 'failed ' || replace(substr(s.LastFailureAt, 1, 19), 'T', ' ') || 'Z'
        || COALESCE(', succeeded ' || replace(substr(s.LastSuccessAt, 1, 19), 'T', ' ') || 'Z', ', never succeeded')
    FROM outbox_Schedule AS s
    WHERE s.LastFailureAt IS NOT NULL AND (s.LastSuccessAt IS NULL OR s.LastFailureAt > s.LastSuccessAt)
)
SELECT f.Code, k.Priority, k.Finding, f.Subject, f.Detail, k.Mend
FROM Found AS f
INNER JOIN Known AS k ON k.Code = f.Code;
