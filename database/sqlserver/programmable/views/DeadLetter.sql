/*
  Purpose     What Customer.io or the shaping refused for good, with the reason.
  Caller      Operators.
*/
CREATE OR ALTER VIEW outbox.DeadLetter
AS
SELECT MessageId, Kind, EventName, EventId, COALESCE(PersonId, PersonKey) AS customer_id, Reason, CreatedAt, Attempts
FROM outbox.Message
WHERE Status = 'dead';
