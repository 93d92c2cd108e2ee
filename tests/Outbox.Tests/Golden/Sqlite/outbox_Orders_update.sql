CREATE TRIGGER "outbox_Orders_update"
AFTER UPDATE ON "Orders"
FOR EACH ROW
BEGIN
    -- touched_by:Orders, as it was before
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
    SELECT
        'touch',
        'touched_by:Orders',
        CAST(OLD."CustomerId" AS TEXT)
    WHERE ((OLD."CustomerId" IS NOT NULL) AND (NEW."CustomerId" IS NOT OLD."CustomerId"))
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'touched_by:Orders', 'OBX430', 'a switch is off: update of Orders not captured'
    WHERE ((OLD."CustomerId" IS NOT NULL) AND (NEW."CustomerId" IS NOT OLD."CustomerId"))
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0));

    -- touched_by:Orders
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
    SELECT
        'touch',
        'touched_by:Orders',
        CAST(NEW."CustomerId" AS TEXT)
    WHERE (NEW."CustomerId" IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'touched_by:Orders', 'OBX430', 'a switch is off: update of Orders not captured'
    WHERE (NEW."CustomerId" IS NOT NULL)
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0));

    -- events.order_completed
    INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured)
    SELECT
        'event',
        'order_completed',
        'order_completed' || ':' || ifnull(CAST(NEW."OrderId" AS TEXT), '%00'),
        'order_completed',
        CAST(NEW."CustomerId" AS TEXT),
        CAST(NEW."CompletedAt" AS TEXT),
        'UTC',
        json_object(
            'OrderId', iif(typeof(NEW."OrderId") = 'blob', hex(NEW."OrderId"), NEW."OrderId"),
            'CustomerId', iif(typeof(NEW."CustomerId") = 'blob', hex(NEW."CustomerId"), NEW."CustomerId"),
            'GuestEmail', iif(typeof(NEW."GuestEmail") = 'blob', hex(NEW."GuestEmail"), NEW."GuestEmail"),
            'CompletedAt', iif(typeof(NEW."CompletedAt") = 'blob', hex(NEW."CompletedAt"), NEW."CompletedAt"),
            'Total', iif(typeof(NEW."Total") = 'blob', hex(NEW."Total"), NEW."Total"),
            'Currency', iif(typeof(NEW."Currency") = 'blob', hex(NEW."Currency"), NEW."Currency"),
            'StoreId', iif(typeof(NEW."StoreId") = 'blob', hex(NEW."StoreId"), NEW."StoreId"))
    WHERE ((NEW."Status" = 'Completed' AND (OLD."Status" = 'Completed') IS NOT TRUE) AND ((NEW."IsOnline" = 1) AND (NEW."Channel" IN ('web', 'shop''s'))))
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'order_completed' AND IsCaptured = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'order_completed', 'OBX430', 'a switch is off: update of Orders not captured'
    WHERE ((NEW."Status" = 'Completed' AND (OLD."Status" = 'Completed') IS NOT TRUE) AND ((NEW."IsOnline" = 1) AND (NEW."Channel" IN ('web', 'shop''s'))))
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'order_completed' AND IsCaptured = 0));

    -- events.order_reopened
    INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, PersonKey, Captured)
    SELECT
        'event',
        'order_reopened',
        'order_reopened' || ':' || ifnull(CAST(NEW."OrderId" AS TEXT), '%00') || ':' || ifnull(CASE
            WHEN NEW."UpdatedAt" LIKE '____-__-_____:__:__.%' THEN
                coalesce(
                    strftime('%Y-%m-%dT%H:%M:%S', substr(NEW."UpdatedAt", 1, 19) || ltrim(substr(NEW."UpdatedAt", 20), '.0123456789'))
                        || substr(rtrim(substr(NEW."UpdatedAt", 20, 4), 'Z+-: ') || '000', 1, 4),
                    replace(replace(rtrim(CAST(NEW."UpdatedAt" AS TEXT), ' '), '%', '%25'), ':', '%3A'))
            WHEN NEW."UpdatedAt" LIKE '____-__-__%' THEN coalesce(strftime('%Y-%m-%dT%H:%M:%S.000', NEW."UpdatedAt"), replace(replace(rtrim(CAST(NEW."UpdatedAt" AS TEXT), ' '), '%', '%25'), ':', '%3A'))
            ELSE replace(replace(rtrim(CAST(NEW."UpdatedAt" AS TEXT), ' '), '%', '%25'), ':', '%3A')
        END, '%00'),
        'order_reopened',
        CAST(NEW."CustomerId" AS TEXT),
        json_object(
            'OrderId', iif(typeof(NEW."OrderId") = 'blob', hex(NEW."OrderId"), NEW."OrderId"),
            'UpdatedAt', iif(typeof(NEW."UpdatedAt") = 'blob', hex(NEW."UpdatedAt"), NEW."UpdatedAt"),
            'CustomerId', iif(typeof(NEW."CustomerId") = 'blob', hex(NEW."CustomerId"), NEW."CustomerId"),
            'GuestEmail', iif(typeof(NEW."GuestEmail") = 'blob', hex(NEW."GuestEmail"), NEW."GuestEmail"))
    WHERE ((NEW."Status" IN ('Open', 'Held') AND OLD."Status" IN ('Completed', 'Held') AND NEW."Status" IS NOT OLD."Status" COLLATE BINARY) OR (NEW."CompletedAt" IS NULL AND OLD."CompletedAt" IS NOT NULL))
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'order_reopened' AND IsCaptured = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'order_reopened', 'OBX430', 'a switch is off: update of Orders not captured'
    WHERE ((NEW."Status" IN ('Open', 'Held') AND OLD."Status" IN ('Completed', 'Held') AND NEW."Status" IS NOT OLD."Status" COLLATE BINARY) OR (NEW."CompletedAt" IS NULL AND OLD."CompletedAt" IS NOT NULL))
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'order_reopened' AND IsCaptured = 0));
END
