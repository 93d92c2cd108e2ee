INSERT INTO outbox_Fault (MessageId, CapturedBy, Code, Field, Detail)
SELECT
    r.value ->> '$.MessageId', r.value ->> '$.CapturedBy', r.value ->> '$.Code', r.value ->> '$.Field', r.value ->> '$.Detail'
FROM json_each(@faults) AS r;
