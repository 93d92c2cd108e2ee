CREATE TRIGGER outbox_Refunds_delete
AFTER DELETE ON Refunds
BEGIN
    -- people.touched_by:dbo.Refunds
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, Captured)
    SELECT
        'Refunds',
        'touch',
        'touched_by:dbo.Refunds',
        json_object('OrderId', iif(typeof(OLD.OrderId) = 'blob', hex(OLD.OrderId), OLD.OrderId))
    WHERE OLD.OrderId IS NOT NULL;
END
