CREATE TRIGGER outbox_Favourites_insert
AFTER INSERT ON Favourites
BEGIN
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
