/*
  Purpose     What waits to be sent, by type, with the age of the oldest row.
  Caller      Operators.
*/
CREATE OR ALTER VIEW outbox.Backlog
AS
SELECT
    COALESCE(EventName, Kind)                        AS name,
    COUNT_BIG(*)                                     AS pending,
    MIN(CreatedAt)                                   AS oldest,
    DATEDIFF(MINUTE, MIN(CreatedAt), SYSUTCDATETIME()) AS oldest_minutes
FROM outbox.Message
WHERE Status = 'pending'
GROUP BY COALESCE(EventName, Kind);
