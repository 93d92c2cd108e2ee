CREATE TRIGGER "outbox_Refunds_insert"
AFTER INSERT ON "Refunds"
FOR EACH ROW
BEGIN
    -- touched_by:Refunds
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, Captured)
    SELECT
        'touch',
        'touched_by:Refunds',
        NULL,
        json_object('OrderId', iif(typeof(NEW."OrderId") = 'blob', hex(NEW."OrderId"), NEW."OrderId"))
    WHERE (NEW."OrderId" IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Refunds' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'touched_by:Refunds', 'OBX430', 'a switch is off: insert of Refunds not captured'
    WHERE (NEW."OrderId" IS NOT NULL)
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Refunds' AND IsEnabled = 0));

    -- events.refund_issued
    INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, Captured)
    SELECT
        'event',
        'refund_issued',
        'refund_issued' || ':' || ifnull(lower(replace(replace(rtrim(CAST(NEW."RefundKey" AS TEXT), ' '), '%', '%25'), ':', '%3A')), '%00') || ':' || ifnull(coalesce(iif(NEW."IssuedOn" LIKE '____-__-__%', strftime('%Y-%m-%d', substr(NEW."IssuedOn", 1, 10)), NULL), replace(replace(rtrim(CAST(NEW."IssuedOn" AS TEXT), ' '), '%', '%25'), ':', '%3A')), '%00') || ':' || ifnull(CASE
            WHEN NEW."IssuedAt" LIKE '____-__-_____:__:__.%' THEN
                coalesce(
                    strftime('%Y-%m-%dT%H:%M:%S', substr(NEW."IssuedAt", 1, 19) || ltrim(substr(NEW."IssuedAt", 20), '.0123456789'))
                        || substr(rtrim(substr(NEW."IssuedAt", 20, 4), 'Z+-: ') || '000', 1, 4),
                    replace(replace(rtrim(CAST(NEW."IssuedAt" AS TEXT), ' '), '%', '%25'), ':', '%3A'))
            WHEN NEW."IssuedAt" LIKE '____-__-__%' THEN coalesce(strftime('%Y-%m-%dT%H:%M:%S.000', NEW."IssuedAt"), replace(replace(rtrim(CAST(NEW."IssuedAt" AS TEXT), ' '), '%', '%25'), ':', '%3A'))
            ELSE replace(replace(rtrim(CAST(NEW."IssuedAt" AS TEXT), ' '), '%', '%25'), ':', '%3A')
        END, '%00'),
        'refund_issued',
        json_object(
            'RefundKey', iif(typeof(NEW."RefundKey") = 'blob', hex(NEW."RefundKey"), NEW."RefundKey"),
            'IssuedOn', iif(typeof(NEW."IssuedOn") = 'blob', hex(NEW."IssuedOn"), NEW."IssuedOn"),
            'IssuedAt', iif(typeof(NEW."IssuedAt") = 'blob', hex(NEW."IssuedAt"), NEW."IssuedAt"),
            'OrderId', iif(typeof(NEW."OrderId") = 'blob', hex(NEW."OrderId"), NEW."OrderId"))
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Refunds' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'refund_issued' AND IsCaptured = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'refund_issued', 'OBX430', 'a switch is off: insert of Refunds not captured'
    WHERE NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Refunds' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'refund_issued' AND IsCaptured = 0));
END
