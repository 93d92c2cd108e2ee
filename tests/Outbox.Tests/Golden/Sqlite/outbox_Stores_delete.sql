CREATE TRIGGER outbox_Stores_delete
AFTER DELETE ON Stores
BEGIN
    -- objects:store
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, CreatedAt)
    SELECT
        'object',
        'objects:store',
        CAST(OLD.StoreId AS TEXT),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Stores' OR CapturedBy = 'objects:store');

    -- What a switch keeps out leaves a fault.
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'objects:store', 'OBX430', 'a switch is off: a object of Stores was not captured'
    WHERE EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Stores' OR CapturedBy = 'objects:store');
END
