INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured)
SELECT x.Kind, x.CapturedBy, x.EventId, x.EventName, x.PersonKey, x.OccurredAtRaw, x.OccurredAtZone, x.Captured
FROM (
    SELECT
        'event' AS Kind,
        'replenishment_due' AS CapturedBy,
        'replenishment_due'
            || ':' || coalesce(due.CustomerId, '%00')
            || ':' || coalesce(replace(replace(rtrim(due.DueDate), '%', '%25'), ':', '%3A'), '%00') AS EventId,
        'replenishment_due' AS EventName,
        CAST(due.CustomerId AS TEXT) AS PersonKey,
        CAST(due.DueAt AS TEXT) AS OccurredAtRaw,
        'America/New_York' AS OccurredAtZone,
        json_object(
            'CustomerId', iif(typeof(due.CustomerId) = 'blob', hex(due.CustomerId), due.CustomerId),
            'DueDate', iif(typeof(due.DueDate) = 'blob', hex(due.DueDate), due.DueDate),
            'DueAt', iif(typeof(due.DueAt) = 'blob', hex(due.DueAt), due.DueAt),
            'Sku', iif(typeof(due.Sku) = 'blob', hex(due.Sku), due.Sku)) AS Captured
    FROM ReplenishmentDue AS due
) AS x
WHERE NOT EXISTS (SELECT 1 FROM outbox_Message AS m WHERE m.EventId = x.EventId)
  AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'replenishment_due' AND IsCaptured = 0)
