-- The mapping's delivery is the first value only; from then on the database owns it.
UPDATE outbox.EventType
SET TriggerSource = @triggerSource, IsMapped = 1
WHERE Name = @name;
IF @@ROWCOUNT = 0
    INSERT outbox.EventType (Name, Delivery, TriggerSource)
    VALUES (@name, @delivery, @triggerSource);
