CREATE TRIGGER outbox_Refunds_insert
AFTER INSERT ON Refunds
BEGIN
    -- people.touched_by:dbo.Refunds
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, Captured)
    SELECT
        'Refunds',
        'touch',
        'touched_by:dbo.Refunds',
        json_object('OrderId', iif(typeof(NEW.OrderId) = 'blob', hex(NEW.OrderId), NEW.OrderId))
    WHERE NEW.OrderId IS NOT NULL;

    -- events.refund_issued
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, EventId, EventName, Captured)
    SELECT
        'Refunds',
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
            'OrderId', iif(typeof(NEW.OrderId) = 'blob', hex(NEW.OrderId), NEW.OrderId));
END
