CREATE TRIGGER outbox_Orders_delete
AFTER DELETE ON Orders
BEGIN
    -- people.touched_by:dbo.Orders
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Orders',
        'touch',
        'touched_by:dbo.Orders',
        CAST(OLD.CustomerId AS TEXT)
    WHERE OLD.CustomerId IS NOT NULL;

    -- objects:store
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Orders',
        'object',
        'objects:store',
        CAST(OLD.StoreId AS TEXT)
    WHERE OLD.StoreId IS NOT NULL;

    -- events.order_removed
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, EventId, EventName, PersonKey, Captured)
    SELECT
        'Orders',
        'event',
        'order_removed',
        'order_removed:' || OLD.OrderId,
        'order_removed',
        CAST(OLD.CustomerId AS TEXT),
        json_object(
            'OrderId', OLD.OrderId,
            'CustomerId', iif(typeof(OLD.CustomerId) = 'blob', hex(OLD.CustomerId), OLD.CustomerId),
            'GuestEmail', iif(typeof(OLD.GuestEmail) = 'blob', hex(OLD.GuestEmail), OLD.GuestEmail))
    WHERE OLD.Status IS NOT NULL;
END
