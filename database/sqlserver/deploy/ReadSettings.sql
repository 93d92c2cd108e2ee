-- Settings of the server and the database that the outbox leans on. Anybody may read them.
SELECT
    d.is_read_committed_snapshot_on                                    AS IsVersioned,
    CONVERT(int, d.snapshot_isolation_state)                           AS SnapshotState,
    d.is_auto_close_on                                                 AS IsAutoClose,
    d.is_read_only                                                     AS IsReadOnly,
    CONVERT(int, d.delayed_durability)                                 AS DelayedDurability,
    (SELECT CONVERT(bit, CONVERT(int, c.value_in_use)) FROM sys.configurations AS c WHERE c.name = N'nested triggers') AS NestedTriggers,
    CONVERT(int, d.compatibility_level)                                AS CompatibilityLevel
FROM sys.databases AS d
WHERE d.name = DB_NAME();
