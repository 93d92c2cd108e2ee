CREATE TRIGGER outbox_Orders_delete
AFTER DELETE ON Orders
BEGIN
    -- people.touched_by:dbo.Orders
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, CreatedAt)
    SELECT
        'touch',
        'touched_by:dbo.Orders',
        CAST(OLD.CustomerId AS TEXT),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE OLD.CustomerId IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Orders' OR CapturedBy = 'touched_by:dbo.Orders');

    -- objects:store
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, CreatedAt)
    SELECT
        'object',
        'objects:store',
        CAST(OLD.StoreId AS TEXT),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE OLD.StoreId IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Orders' OR CapturedBy = 'objects:store');

    -- events.order_removed
    INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, PersonKey, Captured, CreatedAt)
    SELECT
        'event',
        'order_removed',
        'order_removed:' || OLD.OrderId,
        'order_removed',
        CAST(OLD.CustomerId AS TEXT),
        json_object(
            'OrderId', OLD.OrderId,
            'CustomerId', iif(typeof(OLD.CustomerId) = 'blob', hex(OLD.CustomerId), OLD.CustomerId),
            'GuestEmail', iif(typeof(OLD.GuestEmail) = 'blob', hex(OLD.GuestEmail), OLD.GuestEmail)),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE OLD.Status IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Orders' OR CapturedBy = 'order_removed');

    -- What a switch keeps out leaves a fault.
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'touched_by:dbo.Orders', 'OBX430', 'a switch is off: a touch of Orders was not captured'
    WHERE OLD.CustomerId IS NOT NULL
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Orders' OR CapturedBy = 'touched_by:dbo.Orders')
    UNION ALL
    SELECT 'objects:store', 'OBX430', 'a switch is off: a object of Orders was not captured'
    WHERE OLD.StoreId IS NOT NULL
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Orders' OR CapturedBy = 'objects:store')
    UNION ALL
    SELECT 'order_removed', 'OBX430', 'a switch is off: a event of Orders was not captured'
    WHERE OLD.Status IS NOT NULL
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Orders' OR CapturedBy = 'order_removed');
END
