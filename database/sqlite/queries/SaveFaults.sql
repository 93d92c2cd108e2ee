-- A fault of a row that is not there any more belongs to none where it is a fact (@isFact), and is left out where it is a
-- decision.
INSERT INTO outbox_Fault (MessageId, CapturedBy, Code, Field, Detail)
SELECT
    m.MessageId, r.value ->> '$.CapturedBy', r.value ->> '$.Code', r.value ->> '$.Field', r.value ->> '$.Detail'
FROM json_each(@faults) AS r
LEFT JOIN outbox_Message AS m ON m.MessageId = r.value ->> '$.MessageId' AND m.CreatedAt = r.value ->> '$.CreatedAt'
WHERE @isFact = 1 OR m.MessageId IS NOT NULL OR r.value ->> '$.MessageId' IS NULL;
