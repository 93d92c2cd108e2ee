-- Whether sending is held; no row where it never was.
SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS Now, HeldAt, HeldBy, Dead, Settled, Code, ResumedAt, AcceptedUntil
FROM outbox_Brake;
