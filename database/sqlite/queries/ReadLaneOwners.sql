SELECT Lane, Owner, Token, Owner IS NULL OR LeasedUntil <= strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS IsFree
FROM outbox_Lane
ORDER BY Lane;
