CREATE TRIGGER outbox_Orders_insert
AFTER INSERT ON Orders
BEGIN
    -- people.touched_by:dbo.Orders
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Orders',
        'touch',
        'touched_by:dbo.Orders',
        CAST(NEW.CustomerId AS TEXT)
    WHERE NEW.CustomerId IS NOT NULL;

    -- objects:store
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Orders',
        'object',
        'objects:store',
        CAST(NEW.StoreId AS TEXT)
    WHERE NEW.StoreId IS NOT NULL;

    -- events.order_completed
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured)
    SELECT
        'Orders',
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
            'StoreId', iif(typeof(NEW.StoreId) = 'blob', hex(NEW.StoreId), NEW.StoreId))
    WHERE NEW.Status = 'Completed'
      AND NEW.IsOnline = 1
      AND NEW.Channel IN ('web', 'shop''s');
END
