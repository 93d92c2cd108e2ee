CREATE TRIGGER outbox_Favourites_update
AFTER UPDATE ON Favourites
BEGIN
    -- objects:store:dbo.Favourites, as it was before
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey, Captured)
    SELECT
        'Favourites',
        'relation',
        'objects:store:dbo.Favourites',
        CAST(OLD.CustomerId AS TEXT),
        json_object(
            'CustomerId', iif(typeof(OLD.CustomerId) = 'blob', hex(OLD.CustomerId), OLD.CustomerId),
            'StoreId', iif(typeof(OLD.StoreId) = 'blob', hex(OLD.StoreId), OLD.StoreId))
    WHERE OLD.CustomerId IS NOT NULL
      AND OLD.StoreId IS NOT NULL
      AND (NEW.CustomerId IS NOT OLD.CustomerId
        OR NEW.StoreId IS NOT OLD.StoreId);

    -- objects:store:dbo.Favourites
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey, Captured)
    SELECT
        'Favourites',
        'relation',
        'objects:store:dbo.Favourites',
        CAST(NEW.CustomerId AS TEXT),
        json_object(
            'CustomerId', iif(typeof(NEW.CustomerId) = 'blob', hex(NEW.CustomerId), NEW.CustomerId),
            'StoreId', iif(typeof(NEW.StoreId) = 'blob', hex(NEW.StoreId), NEW.StoreId))
    WHERE NEW.CustomerId IS NOT NULL
      AND NEW.StoreId IS NOT NULL;
END
