DELETE FROM outbox_Capture WHERE TriggerName = @name;
