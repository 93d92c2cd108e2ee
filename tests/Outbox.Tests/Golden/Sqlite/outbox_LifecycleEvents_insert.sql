CREATE TRIGGER outbox_LifecycleEvents_insert
AFTER INSERT ON LifecycleEvents
BEGIN
    -- feed:dbo.LifecycleEvents
    INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured, CreatedAt)
    SELECT
        'event',
        'feed:dbo.LifecycleEvents',
        coalesce(NEW.event_name, '%00')
            || ':' || coalesce(replace(replace(rtrim(NEW.event_id), '%', '%25'), ':', '%3A'), '%00'),
        CAST(NEW.event_name AS TEXT),
        CAST(NEW.customer_id AS TEXT),
        CAST(NEW.timestamp AS TEXT),
        'America/New_York',
        json_object(
            'event_id', iif(typeof(NEW.event_id) = 'blob', hex(NEW.event_id), NEW.event_id),
            'customer_id', iif(typeof(NEW.customer_id) = 'blob', hex(NEW.customer_id), NEW.customer_id),
            'timestamp', iif(typeof(NEW.timestamp) = 'blob', hex(NEW.timestamp), NEW.timestamp),
            'properties', iif(typeof(NEW.properties) = 'blob', hex(NEW.properties), NEW.properties)),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'LifecycleEvents' OR CapturedBy = 'feed:dbo.LifecycleEvents');

    -- What a switch keeps out leaves a fault.
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'feed:dbo.LifecycleEvents', 'OBX430', 'a switch is off: a event of LifecycleEvents was not captured'
    WHERE EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'LifecycleEvents' OR CapturedBy = 'feed:dbo.LifecycleEvents');
END
