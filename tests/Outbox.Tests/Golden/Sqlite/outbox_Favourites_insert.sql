CREATE TRIGGER outbox_Favourites_insert
AFTER INSERT ON Favourites
BEGIN
    -- objects:store:dbo.Favourites
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, Captured, CreatedAt)
    SELECT
        'relation',
        'objects:store:dbo.Favourites',
        CAST(NEW.CustomerId AS TEXT),
        json_object(
            'CustomerId', iif(typeof(NEW.CustomerId) = 'blob', hex(NEW.CustomerId), NEW.CustomerId),
            'StoreId', iif(typeof(NEW.StoreId) = 'blob', hex(NEW.StoreId), NEW.StoreId)),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NEW.CustomerId IS NOT NULL
      AND NEW.StoreId IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Favourites' OR CapturedBy = 'objects:store:dbo.Favourites');

    -- What a switch keeps out leaves a fault.
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'objects:store:dbo.Favourites', 'OBX430', 'a switch is off: a relation of Favourites was not captured'
    WHERE NEW.CustomerId IS NOT NULL
      AND NEW.StoreId IS NOT NULL
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Favourites' OR CapturedBy = 'objects:store:dbo.Favourites');
END
