INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, Priority)
SELECT 'touch', @capturedBy, k.value, @priority
FROM json_each(@keys) AS k;
