/*
  Purpose     The append-only feed of events: what was captured, and once shaped, what is sent.
  Caller      Auditors, reports, other consumers.
*/
CREATE OR ALTER VIEW outbox.EventFeed
AS
SELECT
    COALESCE(SentAs, EventName)     AS event_name,
    COALESCE(PersonId, PersonKey)   AS customer_id,
    EventId                         AS event_id,
    COALESCE(OccurredAt, CreatedAt) AS [timestamp],
    Properties                      AS properties,
    Status                          AS status
FROM outbox.Message
WHERE Kind = 'event';
