CREATE TRIGGER outbox_Customers_update
AFTER UPDATE OF CustomerId, Email, Phone, Country, Tier, IsTest, DeletedAt ON Customers
BEGIN
    -- people, as it was before
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Customers',
        'touch',
        'people',
        CAST(OLD.CustomerId AS TEXT)
    WHERE NEW.CustomerId IS NOT OLD.CustomerId;

    -- people
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Customers',
        'touch',
        'people',
        CAST(NEW.CustomerId AS TEXT)
    WHERE (NEW.CustomerId IS NOT OLD.CustomerId
        OR NEW.Email IS NOT OLD.Email COLLATE BINARY
        OR NEW.Phone IS NOT OLD.Phone COLLATE BINARY
        OR NEW.Country IS NOT OLD.Country COLLATE BINARY
        OR NEW.Tier IS NOT OLD.Tier COLLATE BINARY
        OR NEW.IsTest IS NOT OLD.IsTest
        OR NEW.DeletedAt IS NOT OLD.DeletedAt);

    -- events.email_changed
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, EventId, EventName, PersonKey, Captured)
    SELECT
        'Customers',
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
            'before:Email', iif(typeof(OLD.Email) = 'blob', hex(OLD.Email), OLD.Email))
    WHERE (NEW.Email IS NOT OLD.Email COLLATE BINARY
        OR NEW.Phone IS NOT OLD.Phone COLLATE BINARY)
      AND NEW.Email IS NOT NULL
      AND OLD.Email IS NOT NULL
      AND NEW.Email IS NOT OLD.Email COLLATE BINARY;

    -- people: a key that is another by now
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey, Captured)
    SELECT
        'Customers',
        'merge',
        'people',
        CAST(OLD.CustomerId AS TEXT),
        json_object('into', CAST(NEW.CustomerId AS TEXT))
    WHERE NEW.CustomerId IS NOT OLD.CustomerId
      AND OLD.CustomerId IS NOT NULL
      AND NEW.CustomerId IS NOT NULL;

    -- people.deleted
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Customers',
        'suppress',
        'people',
        CAST(NEW.CustomerId AS TEXT)
    WHERE NEW.DeletedAt IS NOT NULL
      AND OLD.DeletedAt IS NULL;

    -- people.deleted, taken back
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Customers',
        'restore',
        'people',
        CAST(NEW.CustomerId AS TEXT)
    WHERE OLD.DeletedAt IS NOT NULL
      AND NEW.DeletedAt IS NULL;
END
