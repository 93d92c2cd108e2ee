CREATE TRIGGER outbox_Stores_update
AFTER UPDATE ON Stores
BEGIN
    -- objects:store, as it was before
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Stores',
        'object',
        'objects:store',
        CAST(OLD.StoreId AS TEXT)
    WHERE NEW.StoreId IS NOT OLD.StoreId;

    -- objects:store
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Stores',
        'object',
        'objects:store',
        CAST(NEW.StoreId AS TEXT);
END
