CREATE TRIGGER outbox_Customers_delete
AFTER DELETE ON Customers
BEGIN
    -- people.deleted
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, CreatedAt)
    SELECT
        'suppress',
        'people',
        CAST(OLD.CustomerId AS TEXT),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people');

    -- What a switch keeps out leaves a fault.
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'people', 'OBX430', 'a switch is off: a suppress of Customers was not captured'
    WHERE EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people');
END
