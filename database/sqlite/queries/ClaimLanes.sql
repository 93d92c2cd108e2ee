-- The guard stands in the UPDATE itself, and a writer of SQLite is alone.
UPDATE outbox_Lane
SET Owner       = @owner,
    Token       = Token + 1,
    LeaseMs     = @leaseMs,
    LeasedUntil = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (@leaseMs / 1000.0) || ' seconds')
WHERE Lane IN
(
    SELECT Lane
    FROM outbox_Lane
    WHERE Owner IS NULL
       OR (LeasedUntil <= strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND Owner <> @owner)
    ORDER BY Lane
    LIMIT @most
);
