SELECT Name, Delivery, RolloutPercent, TriggerSource, PurgedBefore FROM outbox_EventType ORDER BY Name;
