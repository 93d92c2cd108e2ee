CREATE TRIGGER outbox_Favourites_delete
AFTER DELETE ON Favourites
BEGIN
    -- objects:store:dbo.Favourites
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
      AND OLD.StoreId IS NOT NULL;
END
