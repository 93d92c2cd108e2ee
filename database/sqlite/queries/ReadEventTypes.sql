SELECT Name, Delivery, RolloutPercent, TriggerSource, PurgedBefore, CreatedAt FROM outbox_EventType ORDER BY Name;
