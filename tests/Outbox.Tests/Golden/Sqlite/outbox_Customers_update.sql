CREATE TRIGGER outbox_Customers_update
AFTER UPDATE OF CustomerId, Email, Phone, Country, Tier, IsTest, DeletedAt ON Customers
BEGIN
    -- people, as it was before
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, CreatedAt)
    SELECT
        'touch',
        'people',
        CAST(OLD.CustomerId AS TEXT),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NEW.CustomerId IS NOT OLD.CustomerId
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people');

    -- people
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, CreatedAt)
    SELECT
        'touch',
        'people',
        CAST(NEW.CustomerId AS TEXT),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE (NEW.CustomerId IS NOT OLD.CustomerId
        OR NEW.Email IS NOT OLD.Email COLLATE BINARY
        OR NEW.Phone IS NOT OLD.Phone COLLATE BINARY
        OR NEW.Country IS NOT OLD.Country COLLATE BINARY
        OR NEW.Tier IS NOT OLD.Tier COLLATE BINARY
        OR NEW.IsTest IS NOT OLD.IsTest
        OR NEW.DeletedAt IS NOT OLD.DeletedAt)
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people');

    -- events.email_changed
    INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, PersonKey, Captured, CreatedAt)
    SELECT
        'event',
        'email_changed',
        'email_changed'
            || ':' || NEW.CustomerId
            || ':' || coalesce(replace(replace(rtrim(NEW.Email), '%', '%25'), ':', '%3A'), '%00'),
        'email_changed',
        CAST(NEW.CustomerId AS TEXT),
        json_object(
            'CustomerId', NEW.CustomerId,
            'Email', iif(typeof(NEW.Email) = 'blob', hex(NEW.Email), NEW.Email),
            'before:Email', iif(typeof(OLD.Email) = 'blob', hex(OLD.Email), OLD.Email)),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE (NEW.Email IS NOT OLD.Email COLLATE BINARY
        OR NEW.Phone IS NOT OLD.Phone COLLATE BINARY)
      AND NEW.Email IS NOT NULL
      AND OLD.Email IS NOT NULL
      AND NEW.Email IS NOT OLD.Email COLLATE BINARY
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'email_changed');

    -- people: a key that is another by now
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, Captured, CreatedAt)
    SELECT
        'merge',
        'people',
        CAST(OLD.CustomerId AS TEXT),
        json_object('into', CAST(NEW.CustomerId AS TEXT)),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NEW.CustomerId IS NOT OLD.CustomerId
      AND OLD.CustomerId IS NOT NULL
      AND NEW.CustomerId IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people');

    -- people.deleted
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, CreatedAt)
    SELECT
        'suppress',
        'people',
        CAST(NEW.CustomerId AS TEXT),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NEW.DeletedAt IS NOT NULL
      AND OLD.DeletedAt IS NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people');

    -- people.deleted, taken back
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, CreatedAt)
    SELECT
        'restore',
        'people',
        CAST(NEW.CustomerId AS TEXT),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE OLD.DeletedAt IS NOT NULL
      AND NEW.DeletedAt IS NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people');

    -- What a switch keeps out leaves a fault.
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'people', 'OBX430', 'a switch is off: a touch of Customers was not captured'
    WHERE NEW.CustomerId IS NOT OLD.CustomerId
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people')
    UNION ALL
    SELECT 'people', 'OBX430', 'a switch is off: a touch of Customers was not captured'
    WHERE (NEW.CustomerId IS NOT OLD.CustomerId
        OR NEW.Email IS NOT OLD.Email COLLATE BINARY
        OR NEW.Phone IS NOT OLD.Phone COLLATE BINARY
        OR NEW.Country IS NOT OLD.Country COLLATE BINARY
        OR NEW.Tier IS NOT OLD.Tier COLLATE BINARY
        OR NEW.IsTest IS NOT OLD.IsTest
        OR NEW.DeletedAt IS NOT OLD.DeletedAt)
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people')
    UNION ALL
    SELECT 'email_changed', 'OBX430', 'a switch is off: a event of Customers was not captured'
    WHERE (NEW.Email IS NOT OLD.Email COLLATE BINARY
        OR NEW.Phone IS NOT OLD.Phone COLLATE BINARY)
      AND NEW.Email IS NOT NULL
      AND OLD.Email IS NOT NULL
      AND NEW.Email IS NOT OLD.Email COLLATE BINARY
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'email_changed')
    UNION ALL
    SELECT 'people', 'OBX430', 'a switch is off: a merge of Customers was not captured'
    WHERE NEW.CustomerId IS NOT OLD.CustomerId
      AND OLD.CustomerId IS NOT NULL
      AND NEW.CustomerId IS NOT NULL
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people')
    UNION ALL
    SELECT 'people', 'OBX430', 'a switch is off: a suppress of Customers was not captured'
    WHERE NEW.DeletedAt IS NOT NULL
      AND OLD.DeletedAt IS NULL
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people')
    UNION ALL
    SELECT 'people', 'OBX430', 'a switch is off: a restore of Customers was not captured'
    WHERE OLD.DeletedAt IS NOT NULL
      AND NEW.DeletedAt IS NULL
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Customers' OR CapturedBy = 'people');
END
