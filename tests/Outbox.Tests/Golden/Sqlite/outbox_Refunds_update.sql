CREATE TRIGGER outbox_Refunds_update
AFTER UPDATE ON Refunds
BEGIN
    -- people.touched_by:dbo.Refunds, as it was before
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, Captured)
    SELECT
        'Refunds',
        'touch',
        'touched_by:dbo.Refunds',
        json_object('OrderId', iif(typeof(OLD.OrderId) = 'blob', hex(OLD.OrderId), OLD.OrderId))
    WHERE OLD.OrderId IS NOT NULL
      AND NEW.OrderId IS NOT OLD.OrderId;

    -- people.touched_by:dbo.Refunds
    INSERT INTO outbox_Emit (TableName, Kind, CapturedBy, Captured)
    SELECT
        'Refunds',
        'touch',
        'touched_by:dbo.Refunds',
        json_object('OrderId', iif(typeof(NEW.OrderId) = 'blob', hex(NEW.OrderId), NEW.OrderId))
    WHERE NEW.OrderId IS NOT NULL;
END
