-- A clock that has stepped back must not keep the lane of a dead owner for hours: what lies more than a minute ahead of
-- any lease is brought back to a minute ahead, which is still later than its owner counts.
UPDATE outbox_Lane
SET LeasedUntil = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (LeaseMs / 1000.0 + 60) || ' seconds')
WHERE LeasedUntil > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (LeaseMs / 1000.0 + 60) || ' seconds');
