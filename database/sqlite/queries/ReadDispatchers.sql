SELECT
    Owner, Host, Version, StartedAt, SeenAt,
    (julianday('now') - julianday(SeenAt)) * 86400000 < LeaseMs AS IsAlive
FROM outbox_Dispatcher
ORDER BY StartedAt, Owner;
