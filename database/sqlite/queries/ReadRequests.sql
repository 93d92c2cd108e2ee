-- Requests of the last hour by answer.
SELECT
    Answer,
    COUNT(*)                                                                                               AS Requests,
    SUM(Items)                                                                                             AS Items,
    SUM(CASE WHEN StartedAt >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 minute') THEN Items ELSE 0 END)   AS ItemsOfLastMinute,
    CAST(AVG(DurationMs) AS INTEGER)                                                                       AS AverageMs,
    MAX(StartedAt)                                                                                         AS LastAt
FROM (SELECT Answer, Items, DurationMs, StartedAt FROM outbox_Attempt ORDER BY AttemptId DESC LIMIT 100000)
WHERE StartedAt >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 hour')
GROUP BY Answer
ORDER BY Answer;
