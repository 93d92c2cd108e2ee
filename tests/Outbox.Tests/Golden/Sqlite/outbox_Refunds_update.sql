CREATE TRIGGER "outbox_Refunds_update"
AFTER UPDATE ON "Refunds"
FOR EACH ROW
BEGIN
    -- touched_by:Refunds, as it was before
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, Captured)
    SELECT
        'touch',
        'touched_by:Refunds',
        NULL,
        json_object('OrderId', iif(typeof(OLD."OrderId") = 'blob', hex(OLD."OrderId"), OLD."OrderId"))
    WHERE ((OLD."OrderId" IS NOT NULL) AND (NEW."OrderId" IS NOT OLD."OrderId"))
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Refunds' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'touched_by:Refunds', 'OBX430', 'a switch is off: update of Refunds not captured'
    WHERE ((OLD."OrderId" IS NOT NULL) AND (NEW."OrderId" IS NOT OLD."OrderId"))
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Refunds' AND IsEnabled = 0));

    -- touched_by:Refunds
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, Captured)
    SELECT
        'touch',
        'touched_by:Refunds',
        NULL,
        json_object('OrderId', iif(typeof(NEW."OrderId") = 'blob', hex(NEW."OrderId"), NEW."OrderId"))
    WHERE (NEW."OrderId" IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Refunds' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'touched_by:Refunds', 'OBX430', 'a switch is off: update of Refunds not captured'
    WHERE (NEW."OrderId" IS NOT NULL)
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Refunds' AND IsEnabled = 0));
END
