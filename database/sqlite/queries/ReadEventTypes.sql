SELECT Name, Delivery, RolloutPercent, TriggerSource FROM outbox_EventType ORDER BY Name;
