DELETE FROM outbox_Dispatcher WHERE Owner = @owner;
