CREATE TRIGGER "outbox_LifecycleEvents_insert"
AFTER INSERT ON "LifecycleEvents"
FOR EACH ROW
BEGIN
    -- feed:dbo.LifecycleEvents
    INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured)
    SELECT
        'event',
        'feed:dbo.LifecycleEvents',
        ifnull(NEW."event_name", '%00') || ':' || ifnull(replace(replace(rtrim(CAST(NEW."event_id" AS TEXT), ' '), '%', '%25'), ':', '%3A'), '%00'),
        CAST(NEW."event_name" AS TEXT),
        CAST(NEW."customer_id" AS TEXT),
        CAST(NEW."timestamp" AS TEXT),
        'America/New_York',
        json_object(
            'event_id', iif(typeof(NEW."event_id") = 'blob', hex(NEW."event_id"), NEW."event_id"),
            'customer_id', iif(typeof(NEW."customer_id") = 'blob', hex(NEW."customer_id"), NEW."customer_id"),
            'timestamp', iif(typeof(NEW."timestamp") = 'blob', hex(NEW."timestamp"), NEW."timestamp"),
            'properties', iif(typeof(NEW."properties") = 'blob', hex(NEW."properties"), NEW."properties"))
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'LifecycleEvents' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'feed:dbo.LifecycleEvents' AND IsCaptured = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'feed:dbo.LifecycleEvents', 'OBX430', 'a switch is off: insert of LifecycleEvents not captured'
    WHERE NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'LifecycleEvents' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'feed:dbo.LifecycleEvents' AND IsCaptured = 0));
END
