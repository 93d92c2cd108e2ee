CREATE TRIGGER "outbox_Customers_update"
AFTER UPDATE OF "CustomerId", "Email", "Phone", "Country", "Tier", "IsTest", "DeletedAt" ON "Customers"
FOR EACH ROW
BEGIN
    -- people, the key as it was before
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
    SELECT
        'touch',
        'people',
        CAST(OLD."CustomerId" AS TEXT)
    WHERE (NEW."CustomerId" IS NOT OLD."CustomerId")
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'people', 'OBX430', 'a switch is off: update of Customers not captured'
    WHERE (NEW."CustomerId" IS NOT OLD."CustomerId")
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0));

    -- people
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
    SELECT
        'touch',
        'people',
        CAST(NEW."CustomerId" AS TEXT)
    WHERE ((NEW."CustomerId" IS NOT OLD."CustomerId") OR (NEW."Email" IS NOT OLD."Email" COLLATE BINARY) OR (NEW."Phone" IS NOT OLD."Phone" COLLATE BINARY) OR (NEW."Country" IS NOT OLD."Country" COLLATE BINARY) OR (NEW."Tier" IS NOT OLD."Tier" COLLATE BINARY) OR (NEW."IsTest" IS NOT OLD."IsTest") OR (NEW."DeletedAt" IS NOT OLD."DeletedAt"))
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'people', 'OBX430', 'a switch is off: update of Customers not captured'
    WHERE ((NEW."CustomerId" IS NOT OLD."CustomerId") OR (NEW."Email" IS NOT OLD."Email" COLLATE BINARY) OR (NEW."Phone" IS NOT OLD."Phone" COLLATE BINARY) OR (NEW."Country" IS NOT OLD."Country" COLLATE BINARY) OR (NEW."Tier" IS NOT OLD."Tier" COLLATE BINARY) OR (NEW."IsTest" IS NOT OLD."IsTest") OR (NEW."DeletedAt" IS NOT OLD."DeletedAt"))
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0));

    -- events.email_changed
    INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, PersonKey, Captured)
    SELECT
        'event',
        'email_changed',
        'email_changed' || ':' || ifnull(CAST(NEW."CustomerId" AS TEXT), '%00') || ':' || ifnull(replace(replace(rtrim(CAST(NEW."Email" AS TEXT), ' '), '%', '%25'), ':', '%3A'), '%00'),
        'email_changed',
        CAST(NEW."CustomerId" AS TEXT),
        json_object(
            'CustomerId', iif(typeof(NEW."CustomerId") = 'blob', hex(NEW."CustomerId"), NEW."CustomerId"),
            'Email', iif(typeof(NEW."Email") = 'blob', hex(NEW."Email"), NEW."Email"),
            'before:Email', iif(typeof(OLD."Email") = 'blob', hex(OLD."Email"), OLD."Email"))
    WHERE (((NEW."Email" IS NOT OLD."Email" COLLATE BINARY) OR (NEW."Phone" IS NOT OLD."Phone" COLLATE BINARY)) AND (NEW."Email" IS NOT NULL AND OLD."Email" IS NOT NULL AND NEW."Email" IS NOT OLD."Email" COLLATE BINARY))
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'email_changed' AND IsCaptured = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'email_changed', 'OBX430', 'a switch is off: update of Customers not captured'
    WHERE (((NEW."Email" IS NOT OLD."Email" COLLATE BINARY) OR (NEW."Phone" IS NOT OLD."Phone" COLLATE BINARY)) AND (NEW."Email" IS NOT NULL AND OLD."Email" IS NOT NULL AND NEW."Email" IS NOT OLD."Email" COLLATE BINARY))
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0)
          AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = 'email_changed' AND IsCaptured = 0));

    -- people.deleted
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
    SELECT
        'suppress',
        'people',
        CAST(NEW."CustomerId" AS TEXT)
    WHERE (NEW."DeletedAt" IS NOT NULL AND (OLD."DeletedAt" IS NOT NULL) IS NOT TRUE)
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'people', 'OBX430', 'a switch is off: update of Customers not captured'
    WHERE (NEW."DeletedAt" IS NOT NULL AND (OLD."DeletedAt" IS NOT NULL) IS NOT TRUE)
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Customers' AND IsEnabled = 0));
END
