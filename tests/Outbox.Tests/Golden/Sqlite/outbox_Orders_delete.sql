CREATE TRIGGER "outbox_Orders_delete"
AFTER DELETE ON "Orders"
FOR EACH ROW
BEGIN
    -- touched_by:Orders
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
    SELECT
        'touch',
        'touched_by:Orders',
        CAST(OLD."CustomerId" AS TEXT)
    WHERE (OLD."CustomerId" IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'touched_by:Orders', 'OBX430', 'a switch is off: delete of Orders not captured'
    WHERE (OLD."CustomerId" IS NOT NULL)
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0));

    -- events.order_removed
    INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, PersonKey, Captured)
    SELECT
        'event',
        'order_removed',
        'order_removed' || ':' || ifnull(CAST(OLD."OrderId" AS TEXT), '%00'),
        'order_removed',
        CAST(OLD."CustomerId" AS TEXT),
        json_object(
            'OrderId', iif(typeof(OLD."OrderId") = 'blob', hex(OLD."OrderId"), OLD."OrderId"),
            'CustomerId', iif(typeof(OLD."CustomerId") = 'blob', hex(OLD."CustomerId"), OLD."CustomerId"),
            'GuestEmail', iif(typeof(OLD."GuestEmail") = 'blob', hex(OLD."GuestEmail"), OLD."GuestEmail"))
    WHERE (OLD."Status" IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'order_removed' AND IsCaptured = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'order_removed', 'OBX430', 'a switch is off: delete of Orders not captured'
    WHERE (OLD."Status" IS NOT NULL)
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Orders' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'order_removed' AND IsCaptured = 0));
END
