CREATE TRIGGER "outbox_Customers_insert"
AFTER INSERT ON "Customers"
FOR EACH ROW
BEGIN
    -- people
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
    SELECT
        'touch',
        'people',
        CAST(NEW."CustomerId" AS TEXT)
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'people', 'OBX430', 'a switch is off: insert of Customers not captured'
    WHERE NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0));

    -- people.deleted
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
    SELECT
        'suppress',
        'people',
        CAST(NEW."CustomerId" AS TEXT)
    WHERE (NEW."DeletedAt" IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'people', 'OBX430', 'a switch is off: insert of Customers not captured'
    WHERE (NEW."DeletedAt" IS NOT NULL)
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0));
END
