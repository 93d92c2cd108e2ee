CREATE TRIGGER outbox_Customers_delete
AFTER DELETE ON Customers
BEGIN
    -- people.deleted
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, PersonKey)
    SELECT
        'Customers',
        'suppress',
        'people',
        CAST(OLD.CustomerId AS TEXT);
END
