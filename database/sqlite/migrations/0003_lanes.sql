/*
  Purpose     Who owns the one lane, which dispatchers live, what the outbox is bound to, when schedules ran.
  Caller      outbox migrate, once, in a transaction of its own.
  On failure  Nothing of it stays.
*/

-- The lane is free (no owner), held (an owner, LeasedUntil ahead) or expired (an owner, LeasedUntil past).
CREATE TABLE outbox_Lane
(
    Lane        INTEGER NOT NULL PRIMARY KEY,
    Owner       TEXT    NULL,
    Token       INTEGER NOT NULL DEFAULT 0,
    LeaseMs     INTEGER NOT NULL DEFAULT 0,
    LeasedUntil TEXT    NULL
);

INSERT INTO outbox_Lane (Lane) VALUES (0);

-- One that was not seen for its own LeaseMs is not counted.
CREATE TABLE outbox_Dispatcher
(
    Owner     TEXT    NOT NULL PRIMARY KEY,
    Host      TEXT    NOT NULL,
    Version   TEXT    NOT NULL,
    LeaseMs   INTEGER NOT NULL,
    StartedAt TEXT    NOT NULL,
    SeenAt    TEXT    NOT NULL
) WITHOUT ROWID;

-- At most one row: a dispatcher that finds another file or workspace sends nothing.
CREATE TABLE outbox_Binding
(
    Binding       INTEGER NOT NULL PRIMARY KEY CHECK (Binding = 1),
    ServerName    TEXT    NOT NULL,
    DatabaseName  TEXT    NOT NULL,
    EnvironmentId INTEGER NOT NULL,
    Region        TEXT    NOT NULL,
    BoundAt       TEXT    NOT NULL
);

-- A schedule's view may read WindowFrom and WindowTo of its own row: the run under way covers what lies between.
CREATE TABLE outbox_Schedule
(
    Name          TEXT    NOT NULL PRIMARY KEY,
    WindowFrom    TEXT    NULL,
    WindowTo      TEXT    NULL,
    LastSuccessAt TEXT    NULL,
    LastEvents    INTEGER NULL,
    LastFailureAt TEXT    NULL
) WITHOUT ROWID;

CREATE INDEX outbox_IX_Message_Dead ON outbox_Message (MessageId) WHERE Status = 'dead';
