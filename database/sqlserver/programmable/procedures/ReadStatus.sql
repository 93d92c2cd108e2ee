/*
  Purpose     The outbox in numbers: totals, rows by type, dead rows by the code of their reason.
  Caller      outbox status.
  Locks       None: a number that is a moment old serves as well.
  On failure  Nothing is changed.
  Notes       It costs the same however large the outbox is. What waits and what is dead is counted by its own index, no
              further than 1,000,000, which means that many or more; what was sent and skipped, among the last 1,000,000 rows.
*/
CREATE OR ALTER PROCEDURE outbox.ReadStatus
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;

DECLARE @Most int = 1000000;

SELECT
    (SELECT COUNT_BIG(*) FROM (SELECT TOP (@Most) MessageId FROM outbox.Message WHERE Status = 'pending') AS p) AS Pending,
    (
        SELECT MIN(o.CreatedAt)
        FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (255)) AS l (Lane)
        CROSS JOIN (VALUES (0), (1)) AS p (Priority)
        CROSS APPLY
        (
            SELECT TOP (1) m.CreatedAt
            FROM outbox.Message AS m
            WHERE m.Lane = l.Lane AND m.Priority = p.Priority AND m.Status = 'pending'
            ORDER BY m.MessageId
        ) AS o
    )                                                                                                           AS OldestPendingAt,
    (SELECT COUNT_BIG(*) FROM (SELECT TOP (@Most) FaultId FROM outbox.Fault) AS f)                              AS Faults;

WITH Lately AS
(
    SELECT COALESCE(r.EventName, r.Kind) AS Name, r.Status
    FROM (SELECT TOP (@Most) EventName, Kind, Status FROM outbox.Message ORDER BY MessageId DESC) AS r
    WHERE r.Status IN ('sent', 'skipped')
    UNION ALL
    SELECT COALESCE(r.EventName, r.Kind), 'pending'
    FROM (SELECT TOP (@Most) EventName, Kind FROM outbox.Message WHERE Status = 'pending') AS r
    UNION ALL
    SELECT COALESCE(r.EventName, r.Kind), 'dead'
    FROM (SELECT TOP (@Most) EventName, Kind FROM outbox.Message WHERE Status = 'dead') AS r
),
Counted AS
(
    SELECT
        Name,
        COUNT_BIG(CASE WHEN Status = 'pending' THEN 1 END) AS Pending,
        COUNT_BIG(CASE WHEN Status = 'sent'    THEN 1 END) AS Sent,
        COUNT_BIG(CASE WHEN Status = 'dead'    THEN 1 END) AS Dead,
        COUNT_BIG(CASE WHEN Status = 'skipped' THEN 1 END) AS Skipped
    FROM Lately
    GROUP BY Name
)
SELECT
    COALESCE(c.Name, t.Name) AS Name, t.Delivery,
    COALESCE(c.Pending, 0) AS Pending, COALESCE(c.Sent, 0) AS Sent, COALESCE(c.Dead, 0) AS Dead, COALESCE(c.Skipped, 0) AS Skipped
FROM Counted AS c
FULL OUTER JOIN (SELECT Name, Delivery FROM outbox.EventType) AS t ON t.Name = c.Name
WHERE c.Name IS NOT NULL
   OR EXISTS (SELECT 1 FROM outbox.EventType AS m WHERE m.Name = t.Name AND m.IsMapped = 1)
ORDER BY CASE WHEN t.Delivery IS NULL THEN 1 ELSE 0 END, COALESCE(c.Name, t.Name);

WITH Dead AS
(
    SELECT TOP (@Most) LEFT(COALESCE(Reason, ''), CHARINDEX(':', COALESCE(Reason, '') + ':') - 1) AS Code
    FROM outbox.Message
    WHERE Status = 'dead'
)
SELECT Code, COUNT_BIG(*) AS Total
FROM Dead
GROUP BY Code
ORDER BY COUNT_BIG(*) DESC, Code;
