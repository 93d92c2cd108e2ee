-- How long the last 10,000 events took from their write to their acceptance.
WITH
Lately AS
(
    SELECT CAST(ROUND((julianday(SentAt) - julianday(CreatedAt)) * 86400000) AS INTEGER) AS Ms
    FROM outbox_Message
    WHERE Status = 'sent' AND Kind = 'event' AND Priority = 0 AND SentAt IS NOT NULL
    ORDER BY MessageId DESC
    LIMIT 10000
),
Ordered AS
(
    SELECT Ms, ROW_NUMBER() OVER (ORDER BY Ms) AS Place, COUNT(*) OVER () AS Total
    FROM Lately
)
SELECT
    COUNT(*)                                             AS Events,
    MIN(CASE WHEN Place * 100 >= Total * 50 THEN Ms END) AS P50Ms,
    MIN(CASE WHEN Place * 100 >= Total * 95 THEN Ms END) AS P95Ms,
    MIN(CASE WHEN Place * 100 >= Total * 99 THEN Ms END) AS P99Ms,
    MAX(Ms)                                              AS MaxMs
FROM Ordered;
