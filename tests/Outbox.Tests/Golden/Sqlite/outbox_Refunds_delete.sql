CREATE TRIGGER "outbox_Refunds_delete"
AFTER DELETE ON "Refunds"
FOR EACH ROW
BEGIN
    -- touched_by:Refunds
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, Captured)
    SELECT
        'touch',
        'touched_by:Refunds',
        NULL,
        json_object('OrderId', iif(typeof(OLD."OrderId") = 'blob', hex(OLD."OrderId"), OLD."OrderId"))
    WHERE (OLD."OrderId" IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Refunds' AND IsEnabled = 0);
    
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'touched_by:Refunds', 'OBX430', 'a switch is off: delete of Refunds not captured'
    WHERE (OLD."OrderId" IS NOT NULL)
          AND NOT (NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = 'Refunds' AND IsEnabled = 0));
END
