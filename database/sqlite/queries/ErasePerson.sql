-- What is known of the person beside the rows, once they are erased.
DELETE FROM outbox_Person WHERE PersonId = @personId;

DELETE FROM outbox_Refreshed WHERE PersonKey = @personKey;

DELETE FROM outbox_Address WHERE PersonKey = @personKey OR PersonId = @personId;

DELETE FROM outbox_Guest WHERE PersonKey = @personKey OR PersonId = @personId;
