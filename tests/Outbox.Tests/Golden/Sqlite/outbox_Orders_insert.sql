CREATE TRIGGER outbox_Orders_insert
AFTER INSERT ON Orders
BEGIN
    -- people.touched_by:dbo.Orders
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, CreatedAt)
    SELECT
        'touch',
        'touched_by:dbo.Orders',
        CAST(NEW.CustomerId AS TEXT),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NEW.CustomerId IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Orders' OR CapturedBy = 'touched_by:dbo.Orders');

    -- objects:store
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, CreatedAt)
    SELECT
        'object',
        'objects:store',
        CAST(NEW.StoreId AS TEXT),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NEW.StoreId IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Orders' OR CapturedBy = 'objects:store');

    -- events.order_completed
    INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured, CreatedAt)
    SELECT
        'event',
        'order_completed',
        'order_completed:' || NEW.OrderId,
        'order_completed',
        CAST(NEW.CustomerId AS TEXT),
        CAST(NEW.CompletedAt AS TEXT),
        'UTC',
        json_object(
            'OrderId', NEW.OrderId,
            'CustomerId', iif(typeof(NEW.CustomerId) = 'blob', hex(NEW.CustomerId), NEW.CustomerId),
            'GuestEmail', iif(typeof(NEW.GuestEmail) = 'blob', hex(NEW.GuestEmail), NEW.GuestEmail),
            'CompletedAt', iif(typeof(NEW.CompletedAt) = 'blob', hex(NEW.CompletedAt), NEW.CompletedAt),
            'Total', iif(typeof(NEW.Total) = 'blob', hex(NEW.Total), NEW.Total),
            'Currency', iif(typeof(NEW.Currency) = 'blob', hex(NEW.Currency), NEW.Currency),
            'StoreId', iif(typeof(NEW.StoreId) = 'blob', hex(NEW.StoreId), NEW.StoreId)),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NEW.Status = 'Completed'
      AND NEW.IsOnline = 1
      AND NEW.Channel IN ('web', 'shop''s')
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Orders' OR CapturedBy = 'order_completed');

    -- What a switch keeps out leaves a fault.
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'touched_by:dbo.Orders', 'OBX430', 'a switch is off: a touch of Orders was not captured'
    WHERE NEW.CustomerId IS NOT NULL
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Orders' OR CapturedBy = 'touched_by:dbo.Orders')
    UNION ALL
    SELECT 'objects:store', 'OBX430', 'a switch is off: a object of Orders was not captured'
    WHERE NEW.StoreId IS NOT NULL
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Orders' OR CapturedBy = 'objects:store')
    UNION ALL
    SELECT 'order_completed', 'OBX430', 'a switch is off: a event of Orders was not captured'
    WHERE NEW.Status = 'Completed'
      AND NEW.IsOnline = 1
      AND NEW.Channel IN ('web', 'shop''s')
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Orders' OR CapturedBy = 'order_completed');
END
