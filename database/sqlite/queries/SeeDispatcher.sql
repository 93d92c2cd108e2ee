INSERT INTO outbox_Dispatcher (Owner, Host, Version, LeaseMs, StartedAt, SeenAt)
VALUES (@owner, @host, @version, @leaseMs, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
ON CONFLICT (Owner) DO UPDATE SET SeenAt = excluded.SeenAt, LeaseMs = excluded.LeaseMs;
