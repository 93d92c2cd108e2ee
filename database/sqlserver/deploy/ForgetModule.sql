DELETE FROM outbox.Module WHERE Name = @name;
