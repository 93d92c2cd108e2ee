CREATE TRIGGER outbox_LifecycleEvents_insert
AFTER INSERT ON LifecycleEvents
BEGIN
    -- feed:dbo.LifecycleEvents
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured)
    SELECT
        'LifecycleEvents',
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
            'properties', iif(typeof(NEW.properties) = 'blob', hex(NEW.properties), NEW.properties));
END
