CREATE TRIGGER outbox_Refunds_delete
AFTER DELETE ON Refunds
BEGIN
    -- people.touched_by:dbo.Refunds
    INSERT INTO outbox_Message (Kind, CapturedBy, Captured, CreatedAt)
    SELECT
        'touch',
        'touched_by:dbo.Refunds',
        json_object('OrderId', iif(typeof(OLD.OrderId) = 'blob', hex(OLD.OrderId), OLD.OrderId)),
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE OLD.OrderId IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Refunds' OR CapturedBy = 'touched_by:dbo.Refunds');

    -- What a switch keeps out leaves a fault.
    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT 'touched_by:dbo.Refunds', 'OBX430', 'a switch is off: a touch of Refunds was not captured'
    WHERE OLD.OrderId IS NOT NULL
      AND EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = 'Refunds' OR CapturedBy = 'touched_by:dbo.Refunds');
END
