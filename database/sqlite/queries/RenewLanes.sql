UPDATE outbox_Lane
SET LeasedUntil = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (@leaseMs / 1000.0) || ' seconds'), LeaseMs = @leaseMs
WHERE Owner = @owner;
