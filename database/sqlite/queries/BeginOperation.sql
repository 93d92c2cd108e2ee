-- Who does what: the record is there before the first row changes.
INSERT INTO outbox_Operation (Name, DoneBy, Parameters)
VALUES (@name, @doneBy, @parameters)
RETURNING OperationId;
