SELECT
    SUM(IsOld AND NOT COALESCE(IsPast, 0) AND HasPayload) AS Trimmed,
    SUM(COALESCE(IsPast, 0))                              AS Removed
FROM
(
    SELECT
        CreatedAt < @trimBefore                                                        AS IsOld,
        CreatedAt < @purgeBefore AND COALESCE(OccurredAt, CreatedAt) < @purgeBefore    AS IsPast,
        Captured IS NOT NULL OR Properties IS NOT NULL                                 AS HasPayload
    FROM outbox_Message
    WHERE Status IN ('sent', 'skipped')
);
