CREATE TRIGGER "outbox_Customers_delete"
AFTER DELETE ON "Customers"
FOR EACH ROW
BEGIN
    -- people.deleted
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
    SELECT
        'suppress',
        'people',
        CAST(OLD."CustomerId" AS TEXT)
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'people', 'OBX430', 'a switch is off: delete of Customers not captured'
    WHERE NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0));
END
