CREATE TRIGGER outbox_Stores_insert
AFTER INSERT ON Stores
BEGIN
    -- objects:store
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Stores',
        'object',
        'objects:store',
        CAST(NEW.StoreId AS TEXT);
END
