CREATE TRIGGER outbox_Refunds_insert
AFTER INSERT ON Refunds
BEGIN
    -- people.touched_by:dbo.Refunds
    INSERT INTO outbox_Message (Kind, CapturedBy, Captured, CreatedAt)
    SELECT
        'touch',
        'touched_by:dbo.Refunds',
        json_object('OrderId', iif(typeof(NEW.OrderId) = 'blob', hex(NEW.OrderId), NEW.OrderId)),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NEW.OrderId IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Refunds' OR CapturedBy = 'touched_by:dbo.Refunds');

    -- events.refund_issued
    INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, Captured, CreatedAt)
    SELECT
        'event',
        'refund_issued',
        'refund_issued'
            || ':' || coalesce(lower(replace(replace(rtrim(NEW.RefundKey), '%', '%25'), ':', '%3A')), '%00')
            || ':' || coalesce(
                CASE WHEN NEW.IssuedOn LIKE '____-__-__%' THEN strftime('%Y-%m-%d', substr(NEW.IssuedOn, 1, 10)) END,
                replace(replace(rtrim(NEW.IssuedOn), '%', '%25'), ':', '%3A'),
                '%00')
            || ':' || coalesce(
                CASE
                    WHEN NEW.IssuedAt LIKE '____-__-_____:__:__.%'
                        THEN strftime('%Y-%m-%dT%H:%M:%S', substr(NEW.IssuedAt, 1, 19) || ltrim(substr(NEW.IssuedAt, 20), '.0123456789'))
                            || substr(substr(NEW.IssuedAt, 20, length(NEW.IssuedAt) - 19 - length(ltrim(substr(NEW.IssuedAt, 20), '.0123456789'))) || '000', 1, 4)
                    WHEN NEW.IssuedAt LIKE '____-__-__%'
                        THEN strftime('%Y-%m-%dT%H:%M:%S.000', NEW.IssuedAt)
                END,
                replace(replace(rtrim(NEW.IssuedAt), '%', '%25'), ':', '%3A'),
                '%00'),
        'refund_issued',
        json_object(
            'RefundKey', iif(typeof(NEW.RefundKey) = 'blob', hex(NEW.RefundKey), NEW.RefundKey),
            'IssuedOn', iif(typeof(NEW.IssuedOn) = 'blob', hex(NEW.IssuedOn), NEW.IssuedOn),
            'IssuedAt', iif(typeof(NEW.IssuedAt) = 'blob', hex(NEW.IssuedAt), NEW.IssuedAt),
            'OrderId', iif(typeof(NEW.OrderId) = 'blob', hex(NEW.OrderId), NEW.OrderId)),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Refunds' OR CapturedBy = 'refund_issued');

    -- What a switch keeps out leaves a fault.
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'touched_by:dbo.Refunds', 'OBX430', 'a switch is off: a touch of Refunds was not captured'
    WHERE NEW.OrderId IS NOT NULL
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Refunds' OR CapturedBy = 'touched_by:dbo.Refunds')
    UNION ALL
    SELECT 'refund_issued', 'OBX430', 'a switch is off: a event of Refunds was not captured'
    WHERE EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Refunds' OR CapturedBy = 'refund_issued');
END
