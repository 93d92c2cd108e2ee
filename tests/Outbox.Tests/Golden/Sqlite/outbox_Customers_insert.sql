CREATE TRIGGER outbox_Customers_insert
AFTER INSERT ON Customers
BEGIN
    -- people
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, CreatedAt)
    SELECT
        'touch',
        'people',
        CAST(NEW.CustomerId AS TEXT),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people');

    -- people.deleted
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, CreatedAt)
    SELECT
        'suppress',
        'people',
        CAST(NEW.CustomerId AS TEXT),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NEW.DeletedAt IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people');

    -- What a switch keeps out leaves a fault.
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'people', 'OBX430', 'a switch is off: a touch of Customers was not captured'
    WHERE EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people')
    UNION ALL
    SELECT 'people', 'OBX430', 'a switch is off: a suppress of Customers was not captured'
    WHERE NEW.DeletedAt IS NOT NULL
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people');
END
