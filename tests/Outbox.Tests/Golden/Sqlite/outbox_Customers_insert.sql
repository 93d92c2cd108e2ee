CREATE TRIGGER outbox_Customers_insert
AFTER INSERT ON Customers
BEGIN
    -- people
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Customers',
        'touch',
        'people',
        CAST(NEW.CustomerId AS TEXT);

    -- people.deleted
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Customers',
        'suppress',
        'people',
        CAST(NEW.CustomerId AS TEXT)
    WHERE NEW.DeletedAt IS NOT NULL;
END
