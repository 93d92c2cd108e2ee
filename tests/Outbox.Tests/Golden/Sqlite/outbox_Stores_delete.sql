CREATE TRIGGER outbox_Stores_delete
AFTER DELETE ON Stores
BEGIN
    -- objects:store
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Stores',
        'object',
        'objects:store',
        CAST(OLD.StoreId AS TEXT);
END
