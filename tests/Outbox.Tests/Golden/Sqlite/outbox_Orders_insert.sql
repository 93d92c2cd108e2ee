CREATE TRIGGER "outbox_Orders_insert"
AFTER INSERT ON "Orders"
FOR EACH ROW
BEGIN
    -- touched_by:Orders
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
    SELECT
        'touch',
        'touched_by:Orders',
        CAST(NEW."CustomerId" AS TEXT)
    WHERE (NEW."CustomerId" IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'touched_by:Orders', 'OBX430', 'a switch is off: insert of Orders not captured'
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
    WHERE ((NEW."Status" = 'Completed') AND ((NEW."IsOnline" = 1) AND (NEW."Channel" IN ('web', 'shop''s'))))
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'order_completed' AND IsCaptured = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'order_completed', 'OBX430', 'a switch is off: insert of Orders not captured'
    WHERE ((NEW."Status" = 'Completed') AND ((NEW."IsOnline" = 1) AND (NEW."Channel" IN ('web', 'shop''s'))))
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'order_completed' AND IsCaptured = 0));
END
