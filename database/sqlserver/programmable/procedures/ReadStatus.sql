/*
  Purpose     The outbox in numbers: totals, rows by type, dead rows by the code of their reason.
  Caller      outbox status.
  Locks       None: a number that is a moment old serves as well, and a count of ten million rows must block nobody.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ReadStatus
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;

SELECT
    (SELECT COUNT_BIG(*) FROM outbox.Message WHERE Status = 'pending')   AS Pending,
    (SELECT MIN(CreatedAt) FROM outbox.Message WHERE Status = 'pending') AS OldestPendingAt,
    (SELECT COUNT_BIG(*) FROM outbox.Fault)                              AS Faults;

WITH Counted AS
(
    SELECT
        COALESCE(EventName, Kind) AS Name,
        COUNT_BIG(CASE WHEN Status = 'pending' THEN 1 END) AS Pending,
        COUNT_BIG(CASE WHEN Status = 'sent'    THEN 1 END) AS Sent,
        COUNT_BIG(CASE WHEN Status = 'dead'    THEN 1 END) AS Dead,
        COUNT_BIG(CASE WHEN Status = 'skipped' THEN 1 END) AS Skipped
    FROM outbox.Message
    GROUP BY COALESCE(EventName, Kind)
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
    SELECT LEFT(COALESCE(Reason, ''), CHARINDEX(':', COALESCE(Reason, '') + ':') - 1) AS Code
    FROM outbox.Message
    WHERE Status = 'dead'
)
SELECT Code, COUNT_BIG(*) AS Total
FROM Dead
GROUP BY Code
ORDER BY COUNT_BIG(*) DESC, Code;
