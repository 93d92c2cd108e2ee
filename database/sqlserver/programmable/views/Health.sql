/*
  Purpose     What is wrong with the outbox, as far as T-SQL can tell by itself: a row each, with priority (1 now, 2 soon,
              3 to know) and mend. No row, nothing wrong. outbox doctor tells the same and more.
  Caller      Operators and auditors; outbox doctor. SELECT * FROM outbox.Health ORDER BY Priority, Code, Subject;
  Notes       Triggers are seen by outbox.CaptureStates, whoever asks. Definitions of the outbox's own objects are seen by whoever
              has VIEW DEFINITION on its schema, as operators and auditors have; others are told that they do not see them. An index is known
              by its first column: one of another name serves as well. Ages are by the database's clock, UTC.
*/
CREATE OR ALTER VIEW outbox.Health
AS
WITH Known AS
(
    SELECT k.Code, k.Priority, k.Finding, k.Mend
    FROM
    (
        VALUES
        ('OBX700', 3, N'Not everything can be seen', N'Grant the login VIEW DEFINITION on the schema outbox (outbox_operator and outbox_auditor have it), or let a DBA look.'),
        ('OBX701', 1, N'Trigger missing', N'Run outbox migrate, which makes it again; what was written meanwhile was not captured.'),
        ('OBX702', 1, N'Trigger disabled', N'Run outbox migrate, or ENABLE TRIGGER; what was written meanwhile was not captured.'),
        ('OBX703', 1, N'Trigger changed', N'Run outbox migrate, which puts back what the mapping says.'),
        ('OBX704', 1, N'Capture switched off', N'Set the switch on again: IsEnabled of the capture, IsCaptured of the event type.'),
        ('OBX705', 1, N'Object missing or changed', N'Run outbox migrate, which puts back what this version brings.'),
        ('OBX706', 2, N'Index missing', N'Make it again as database/sqlserver/migrations or database/sqlite/migrations says; without it a read is as slow as the outbox is large.'),
        ('OBX712', 1, N'Trigger on another table', N'Run outbox migrate, which puts it on the table that the mapping names; what was written to that one meanwhile was not captured.'),
        ('OBX713', 1, N'Trigger no longer fits its table', N'Change the mapping and run outbox migrate; until then every write of the table fails (error 207), or is not captured where the trigger is disabled.'),
        ('OBX720', 2, N'Dead rows', N'Look them up in DeadLetter, mend the cause that docs/errors.md tells under the reason, and requeue what is worth it.'),
        ('OBX721', 2, N'Faults', N'docs/errors.md tells the cause and the mend under the fault''s code; the table Fault has each.'),
        ('OBX722', 1, N'Live events wait long', N'Find out why nothing is sent: outbox run, its log and its health; after 72 hours an event starts no campaign.'),
        ('OBX723', 2, N'Event type paused', N'Set its delivery to live, shadow or off once the reason is gone: the 72 hours of what waits run.'),
        ('OBX724', 3, N'Event type in rehearsal', N'Nothing to mend; set its delivery to live, or its rollout to 100, when the rehearsal has shown what it should.'),
        ('OBX725', 3, N'Event type off', N'Nothing to mend where that is meant; what is skipped does not come back.'),
        ('OBX726', 1, N'Nobody dispatches', N'Start outbox run; rows are captured and wait, and their 72 hours run.'),
        ('OBX727', 2, N'Lane without an owner', N'Wait half a minute and look again; where it stays so, restart the dispatchers.'),
        ('OBX729', 2, N'Schedule failing', N'The dispatcher''s log (4031) has the error; mostly the schedule''s view fails.'),
        ('OBX737', 1, N'Sending is held', N'Mend what the reasons say, and sending goes on by itself; or run outbox resume-sending, and what is refused dies.'),
        ('OBX740', 1, N'Part of the mapping held', N'Put back what it needs, or change the mapping and run outbox migrate; then its rows go by themselves. outbox lint tells line and column.')
    ) AS k (Code, Priority, Finding, Mend)
),
Found AS
(
    SELECT
        CONVERT(varchar(8), 'OBX700')             AS Code,
        CONVERT(nvarchar(400), N'definitions')    AS Subject,
        CONVERT(nvarchar(1000), N'procedures and indexes of the outbox were not looked at') AS Detail
    WHERE NOT (HAS_PERMS_BY_NAME(N'outbox', N'SCHEMA', N'VIEW DEFINITION') = 1 OR IS_MEMBER(N'db_owner') = 1 OR USER_NAME() = N'dbo')

    UNION ALL
    SELECT
        CASE s.State
            WHEN 'gone' THEN 'OBX701'
            WHEN 'disabled' THEN 'OBX702'
            WHEN 'astray' THEN 'OBX712'
            WHEN 'unbound' THEN 'OBX713'
            ELSE 'OBX703'
        END,
        CONVERT(nvarchar(400), s.SchemaName + N'.' + s.TableName),
        CONVERT(nvarchar(1000), s.Detail)
    FROM outbox.CaptureStates() AS s
    WHERE s.State <> 'same'

    UNION ALL
    SELECT 'OBX704', CONVERT(nvarchar(400), c.SchemaName + N'.' + c.TableName), N'outbox.Capture.IsEnabled = 0'
    FROM outbox.Capture AS c
    WHERE c.IsEnabled = 0

    UNION ALL
    SELECT
        'OBX740',
        CONVERT(nvarchar(400), h.Part),
        CONVERT(nvarchar(1000), CONCAT(h.Subject + N', ', N'line ' + CONVERT(nvarchar(20), h.Line) + N' of the mapping, ', h.Error, N', since ', CONVERT(nvarchar(19), h.HeldAt, 120), N'Z'))
    FROM outbox.Held AS h

    UNION ALL
    SELECT 'OBX704', CONVERT(nvarchar(400), t.Name), N'outbox.EventType.IsCaptured = 0'
    FROM outbox.EventType AS t
    WHERE t.IsCaptured = 0 AND t.IsMapped = 1

    UNION ALL
    SELECT
        'OBX705',
        CONVERT(nvarchar(400), N'outbox.' + m.Name),
        CASE WHEN (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(N'outbox.' + QUOTENAME(m.Name))) IS NULL THEN N'missing' ELSE N'changed' END
    FROM outbox.Module AS m
    WHERE m.Definition IS NOT NULL
      AND (HAS_PERMS_BY_NAME(N'outbox', N'SCHEMA', N'VIEW DEFINITION') = 1 OR IS_MEMBER(N'db_owner') = 1 OR USER_NAME() = N'dbo')
      AND
      (
             (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(N'outbox.' + QUOTENAME(m.Name))) IS NULL
          OR HASHBYTES('SHA2_256', (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(N'outbox.' + QUOTENAME(m.Name)))) <> m.Definition
      )

    UNION ALL
    SELECT 'OBX706', CONVERT(nvarchar(400), x.Name COLLATE Latin1_General_100_BIN2), N'of outbox.Message'
    FROM (VALUES (N'IX_Message_Pending', N'Lane'), (N'IX_Message_EventId', N'EventId'), (N'IX_Message_Dead', N'MessageId')) AS x (Name, FirstColumn)
    WHERE (HAS_PERMS_BY_NAME(N'outbox', N'SCHEMA', N'VIEW DEFINITION') = 1 OR IS_MEMBER(N'db_owner') = 1 OR USER_NAME() = N'dbo')
      AND NOT EXISTS
      (
          SELECT 1
          FROM sys.indexes AS i
          INNER JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.key_ordinal = 1
          INNER JOIN sys.columns AS n ON n.object_id = k.object_id AND n.column_id = k.column_id
          WHERE i.object_id = OBJECT_ID(N'outbox.Message') AND i.is_primary_key = 0 AND i.is_disabled = 0 AND n.name COLLATE DATABASE_DEFAULT = x.FirstColumn
      )

    UNION ALL
    SELECT
        'OBX720',
        CONVERT(nvarchar(400), LEFT(COALESCE(m.Reason, N''), CHARINDEX(N':', COALESCE(m.Reason, N'') + N':') - 1)),
        CONVERT(nvarchar(1000), CONVERT(nvarchar(20), COUNT_BIG(*)) + N' rows, the last captured ' + CONVERT(nvarchar(19), MAX(m.CreatedAt), 120) + N'Z')
    FROM outbox.Message AS m
    WHERE m.Status = 'dead'
    GROUP BY LEFT(COALESCE(m.Reason, N''), CHARINDEX(N':', COALESCE(m.Reason, N'') + N':') - 1)

    UNION ALL
    SELECT
        'OBX721',
        CONVERT(nvarchar(400), f.Code + N' ' + f.CapturedBy),
        CONVERT(nvarchar(1000), CONVERT(nvarchar(20), COUNT_BIG(*)) + N' in seven days, the last ' + CONVERT(nvarchar(19), MAX(f.CreatedAt), 120) + N'Z')
    FROM outbox.Fault AS f
    WHERE f.CreatedAt >= DATEADD(DAY, -7, SYSUTCDATETIME())
    GROUP BY f.Code, f.CapturedBy

    UNION ALL
    SELECT
        'OBX722',
        CONVERT(nvarchar(400), m.EventName),
        CONVERT(nvarchar(1000), CONVERT(nvarchar(20), COUNT_BIG(*)) + N' rows, the oldest of '
            + CONVERT(nvarchar(20), DATEDIFF(HOUR, MIN(COALESCE(m.OccurredAt, m.CreatedAt)), SYSUTCDATETIME())) + N' of the 72 hours')
    FROM outbox.Message AS m
    WHERE m.Status = 'pending'
      AND m.Kind = 'event'
      AND m.Priority = 0
      AND COALESCE(m.OccurredAt, m.CreatedAt) < DATEADD(HOUR, -24, SYSUTCDATETIME())
      AND NOT EXISTS
      (
          SELECT 1 FROM outbox.EventType AS t WHERE t.Name = m.CapturedBy AND t.Delivery = 'paused'
      )
    GROUP BY m.EventName

    UNION ALL
    SELECT
        'OBX723',
        CONVERT(nvarchar(400), t.Name),
        CONVERT(nvarchar(1000), CASE
            WHEN COUNT_BIG(m.MessageId) = 0 THEN N'nothing waits'
            ELSE CONVERT(nvarchar(20), COUNT_BIG(m.MessageId)) + N' rows wait, the oldest of '
                + CONVERT(nvarchar(20), DATEDIFF(HOUR, MIN(COALESCE(m.OccurredAt, m.CreatedAt)), SYSUTCDATETIME())) + N' of the 72 hours'
        END)
    FROM outbox.EventType AS t
    LEFT JOIN outbox.Message AS m ON m.CapturedBy = t.Name AND m.Status = 'pending'
    WHERE t.Delivery = 'paused' AND t.IsMapped = 1
    GROUP BY t.Name

    UNION ALL
    SELECT
        CASE t.Delivery WHEN 'off' THEN 'OBX725' ELSE 'OBX724' END,
        CONVERT(nvarchar(400), t.Name),
        CONVERT(nvarchar(1000), CASE
            WHEN t.Delivery = 'live' THEN N'live for ' + CONVERT(nvarchar(3), t.RolloutPercent) + N' % of the people'
            ELSE t.Delivery + N' since ' + CONVERT(nvarchar(19), t.CreatedAt, 120) + N'Z or later'
        END)
    FROM outbox.EventType AS t
    WHERE t.IsMapped = 1 AND (t.Delivery IN ('shadow', 'off') OR (t.Delivery = 'live' AND t.RolloutPercent < 100))

    UNION ALL
    SELECT 'OBX726', CONVERT(nvarchar(400), N'outbox run'), CONVERT(nvarchar(1000), COALESCE(
        N'the last was seen ' + CONVERT(nvarchar(19), (SELECT MAX(d.SeenAt) FROM outbox.Dispatcher AS d), 120) + N'Z', N'none was ever seen, or all have stopped'))
    WHERE NOT EXISTS (SELECT 1 FROM outbox.Dispatcher AS d WHERE DATEADD(MILLISECOND, d.LeaseMs, d.SeenAt) > SYSUTCDATETIME())

    UNION ALL
    SELECT 'OBX727', CONVERT(nvarchar(400), N'lane ' + CONVERT(nvarchar(3), l.Lane)), CONVERT(nvarchar(1000), COALESCE(N'last held by ' + l.Owner, N'free'))
    FROM outbox.Lane AS l
    WHERE (l.Owner IS NULL OR l.LeasedUntil <= SYSUTCDATETIME())
      AND EXISTS (SELECT 1 FROM outbox.Dispatcher AS d WHERE DATEADD(MILLISECOND, d.LeaseMs, d.SeenAt) > SYSUTCDATETIME())

    UNION ALL
    SELECT 'OBX729', CONVERT(nvarchar(400), s.Name), CONVERT(nvarchar(1000), N'failed ' + CONVERT(nvarchar(19), s.LastFailureAt, 120) + N'Z'
        + COALESCE(N', succeeded ' + CONVERT(nvarchar(19), s.LastSuccessAt, 120) + N'Z', N', never succeeded'))
    FROM outbox.Schedule AS s
    WHERE s.LastFailureAt IS NOT NULL AND (s.LastSuccessAt IS NULL OR s.LastFailureAt > s.LastSuccessAt)

    UNION ALL
    SELECT 'OBX737', CONVERT(nvarchar(400), N'outbox.Brake'), CONVERT(nvarchar(1000), CONVERT(nvarchar(10), b.Dead) + N' of ' + CONVERT(nvarchar(10), b.Settled)
        + N' rows were refused, most with ' + COALESCE(b.Code, N'no code') + N'; held since ' + CONVERT(nvarchar(19), b.HeldAt, 120) + N'Z')
    FROM outbox.Brake AS b
    WHERE b.HeldAt IS NOT NULL
)
SELECT
    f.Code COLLATE Latin1_General_100_BIN2    AS Code,
    k.Priority,
    k.Finding COLLATE Latin1_General_100_BIN2 AS Finding,
    f.Subject,
    f.Detail,
    k.Mend COLLATE Latin1_General_100_BIN2    AS Mend
FROM Found AS f
INNER JOIN Known AS k ON k.Code = f.Code;
