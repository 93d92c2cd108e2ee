CREATE TRIGGER outbox_Orders_update
AFTER UPDATE ON Orders
BEGIN
    -- people.touched_by:dbo.Orders, as it was before
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Orders',
        'touch',
        'touched_by:dbo.Orders',
        CAST(OLD.CustomerId AS TEXT)
    WHERE OLD.CustomerId IS NOT NULL
      AND NEW.CustomerId IS NOT OLD.CustomerId;

    -- people.touched_by:dbo.Orders
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Orders',
        'touch',
        'touched_by:dbo.Orders',
        CAST(NEW.CustomerId AS TEXT)
    WHERE NEW.CustomerId IS NOT NULL;

    -- objects:store, as it was before
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Orders',
        'object',
        'objects:store',
        CAST(OLD.StoreId AS TEXT)
    WHERE OLD.StoreId IS NOT NULL
      AND NEW.StoreId IS NOT OLD.StoreId;

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
      AND OLD.Status IS NOT 'Completed'
      AND NEW.IsOnline = 1
      AND NEW.Channel IN ('web', 'shop''s');

    -- events.order_reopened
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, EventId, EventName, PersonKey, Captured)
    SELECT
        'Orders',
        'event',
        'order_reopened',
        'order_reopened'
            || ':' || NEW.OrderId
            || ':' || coalesce(
                CASE
                    WHEN NEW.UpdatedAt LIKE '____-__-_____:__:__.%'
                        THEN strftime('%Y-%m-%dT%H:%M:%S', substr(NEW.UpdatedAt, 1, 19) || ltrim(substr(NEW.UpdatedAt, 20), '.0123456789'))
                            || substr(substr(NEW.UpdatedAt, 20, length(NEW.UpdatedAt) - 19 - length(ltrim(substr(NEW.UpdatedAt, 20), '.0123456789'))) || '000', 1, 4)
                    WHEN NEW.UpdatedAt LIKE '____-__-__%'
                        THEN strftime('%Y-%m-%dT%H:%M:%S.000', NEW.UpdatedAt)
                END,
                replace(replace(rtrim(NEW.UpdatedAt), '%', '%25'), ':', '%3A'),
                '%00'),
        'order_reopened',
        CAST(NEW.CustomerId AS TEXT),
        json_object(
            'OrderId', NEW.OrderId,
            'UpdatedAt', iif(typeof(NEW.UpdatedAt) = 'blob', hex(NEW.UpdatedAt), NEW.UpdatedAt),
            'CustomerId', iif(typeof(NEW.CustomerId) = 'blob', hex(NEW.CustomerId), NEW.CustomerId),
            'GuestEmail', iif(typeof(NEW.GuestEmail) = 'blob', hex(NEW.GuestEmail), NEW.GuestEmail))
    WHERE ((NEW.Status IN ('Open', 'Held') AND OLD.Status IN ('Completed', 'Held') AND NEW.Status IS NOT OLD.Status COLLATE BINARY)
        OR (NEW.CompletedAt IS NULL AND OLD.CompletedAt IS NOT NULL));

    -- people.guests: a guest who has an account by now
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Orders',
        'touch',
        'people',
        CAST(NEW.CustomerId AS TEXT)
    WHERE NEW.CustomerId IS NOT NULL
      AND OLD.CustomerId IS NULL
      AND coalesce(OLD.GuestEmail, NEW.GuestEmail) IS NOT NULL;

    -- people.guests
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, Captured)
    SELECT
        'Orders',
        'merge',
        'guests',
        json_object(
            'guest_email', iif(typeof(coalesce(OLD.GuestEmail, NEW.GuestEmail)) = 'blob', hex(coalesce(OLD.GuestEmail, NEW.GuestEmail)), coalesce(OLD.GuestEmail, NEW.GuestEmail)),
            'into', CAST(NEW.CustomerId AS TEXT))
    WHERE NEW.CustomerId IS NOT NULL
      AND OLD.CustomerId IS NULL
      AND coalesce(OLD.GuestEmail, NEW.GuestEmail) IS NOT NULL;
END
