/*
  Purpose     The tables of the outbox on the embedded engine.
  Caller      outbox migrate, once, in a transaction of its own.
  On failure  Nothing of it stays.
  Notes       Nothing here can fail a shop's write: no unique key beside the row's number, no foreign key, no check of
              user data. EventId's index is not unique; duplicates are found when rows are read. Times are UTC text.
*/
CREATE TABLE outbox_Message
(
    MessageId      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Kind           TEXT    NOT NULL,
    CapturedBy     TEXT    NOT NULL,
    EventId        TEXT    NULL,
    EventName      TEXT    NULL,
    PersonKey      TEXT    NULL,
    PersonId       TEXT    NULL,
    Lane           INTEGER NOT NULL DEFAULT 0,
    OccurredAtRaw  TEXT    NULL,
    OccurredAtZone TEXT    NULL,
    OccurredAt     TEXT    NULL,
    Captured       TEXT    NULL,
    SentAs         TEXT    NULL,
    Properties     TEXT    NULL,
    Priority       INTEGER NOT NULL DEFAULT 0,
    Status         TEXT    NOT NULL DEFAULT 'pending',
    Reason         TEXT    NULL,
    CreatedAt      TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    SentAt         TEXT    NULL,
    Attempts       INTEGER NOT NULL DEFAULT 0
);

-- Draining costs the same at ten million rows as at none. CapturedBy lets a read pass over a paused type.
CREATE INDEX outbox_IX_Message_Pending ON outbox_Message (Lane, Priority, MessageId, CapturedBy) WHERE Status = 'pending';

CREATE INDEX outbox_IX_Message_EventId ON outbox_Message (EventId) WHERE EventId IS NOT NULL;

CREATE TABLE outbox_EventType
(
    Name           TEXT    NOT NULL PRIMARY KEY,
    Delivery       TEXT    NOT NULL CHECK (Delivery IN ('live', 'shadow', 'off', 'paused')),
    RolloutPercent INTEGER NOT NULL DEFAULT 100 CHECK (RolloutPercent BETWEEN 0 AND 100),
    TriggerSource  TEXT    NOT NULL,
    IsCaptured     INTEGER NOT NULL DEFAULT 1,
    IsMapped       INTEGER NOT NULL DEFAULT 1,
    CreatedAt      TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) WITHOUT ROWID;

CREATE TABLE outbox_Person
(
    PersonId       TEXT    NOT NULL PRIMARY KEY,
    AttributesHash TEXT    NULL,
    Stamp          INTEGER NOT NULL,
    SentAt         TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) WITHOUT ROWID;

CREATE TABLE outbox_Fault
(
    FaultId    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    MessageId  INTEGER NULL,
    CapturedBy TEXT    NOT NULL,
    Code       TEXT    NOT NULL,
    Field      TEXT    NULL,
    Detail     TEXT    NULL,
    CreatedAt  TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE TABLE outbox_Attempt
(
    AttemptId    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    StartedAt    TEXT    NOT NULL,
    DurationMs   INTEGER NOT NULL,
    Items        INTEGER NOT NULL,
    Bytes        INTEGER NOT NULL,
    HttpStatus   INTEGER NULL,
    Answer       TEXT    NOT NULL,
    Detail       TEXT    NULL,
    FirstMessage INTEGER NULL,
    LastMessage  INTEGER NULL
);

CREATE TABLE outbox_Mapping
(
    MappingId INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Text      TEXT    NOT NULL,
    Catalog   TEXT    NOT NULL,
    Hash      TEXT    NOT NULL,
    StoredAt  TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

-- The triggers as deployed. A trigger whose row says IsEnabled = 0 captures nothing and leaves faults.
CREATE TABLE outbox_Capture
(
    TriggerName TEXT    NOT NULL PRIMARY KEY,
    TableName   TEXT    NOT NULL COLLATE NOCASE,
    Hash        TEXT    NOT NULL,
    IsEnabled   INTEGER NOT NULL DEFAULT 1,
    DeployedAt  TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) WITHOUT ROWID;

-- The statements that the dispatcher runs, generated from the mapping.
CREATE TABLE outbox_Module
(
    Name TEXT NOT NULL PRIMARY KEY,
    Sql  TEXT NOT NULL,
    Hash TEXT NOT NULL
) WITHOUT ROWID;

-- The door by which the generated triggers come in: each of them says what it captures and nothing else.
CREATE VIEW outbox_Emit AS
SELECT
    NULL AS TableName, Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured
FROM outbox_Message
WHERE 0;

-- Behind it: the switches of a table and of an event type. What they keep out leaves a fault.
CREATE TRIGGER outbox_Emit_insert
INSTEAD OF INSERT ON outbox_Emit
BEGIN
    INSERT INTO outbox_Message (
        Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured)
    SELECT
        NEW.Kind, NEW.CapturedBy, NEW.EventId, NEW.EventName, NEW.PersonKey, NEW.OccurredAtRaw, NEW.OccurredAtZone, NEW.Captured
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = NEW.TableName AND IsEnabled = 0)
      AND NOT EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = NEW.CapturedBy AND IsCaptured = 0);

    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT NEW.CapturedBy, 'OBX430', 'a switch is off: a ' || NEW.Kind || ' of ' || NEW.TableName || ' was not captured'
    WHERE EXISTS (SELECT 1 FROM outbox_Capture WHERE TableName = NEW.TableName AND IsEnabled = 0)
       OR EXISTS (SELECT 1 FROM outbox_EventType WHERE Name = NEW.CapturedBy AND IsCaptured = 0);
END;

CREATE VIEW outbox_EventFeed AS
SELECT
    COALESCE(SentAs, EventName)     AS event_name,
    COALESCE(PersonId, PersonKey)   AS customer_id,
    EventId                         AS event_id,
    COALESCE(OccurredAt, CreatedAt) AS timestamp,
    Properties                      AS properties,
    Status                          AS status
FROM outbox_Message
WHERE Kind = 'event';

CREATE VIEW outbox_Backlog AS
SELECT
    COALESCE(EventName, Kind) AS name,
    COUNT(*)                  AS pending,
    MIN(CreatedAt)            AS oldest
FROM outbox_Message
WHERE Status = 'pending'
GROUP BY COALESCE(EventName, Kind);

CREATE VIEW outbox_DeadLetter AS
SELECT MessageId, Kind, EventName, EventId, COALESCE(PersonId, PersonKey) AS customer_id, Reason, CreatedAt, Attempts
FROM outbox_Message
WHERE Status = 'dead';
