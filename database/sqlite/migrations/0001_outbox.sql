/*
  Purpose     The tables, views and triggers of the outbox on the embedded engine.
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
    Attempts       INTEGER NOT NULL DEFAULT 0,
    NotBefore      TEXT    NULL             -- a merge waits until Customer.io has its primary
);

-- Draining costs the same at ten million rows as at none. CapturedBy lets a read pass over a paused type.
CREATE INDEX outbox_IX_Message_Pending ON outbox_Message (Lane, Priority, MessageId, CapturedBy, NotBefore) WHERE Status = 'pending';

CREATE INDEX outbox_IX_Message_EventId ON outbox_Message (EventId) WHERE EventId IS NOT NULL;

-- Dead rows are counted every few seconds, and looked at by operators.
CREATE INDEX outbox_IX_Message_Dead ON outbox_Message (MessageId) WHERE Status = 'dead';

-- A row that names a key which the people table no longer has is looked for here: the key may have become another.
CREATE INDEX outbox_IX_Message_Merge ON outbox_Message (PersonKey, MessageId) WHERE Kind = 'merge';

CREATE TABLE outbox_EventType
(
    Name           TEXT    NOT NULL PRIMARY KEY,
    Delivery       TEXT    NOT NULL CHECK (Delivery IN ('live', 'shadow', 'off', 'paused')),
    RolloutPercent INTEGER NOT NULL DEFAULT 100 CHECK (RolloutPercent BETWEEN 0 AND 100),
    TriggerSource  TEXT    NOT NULL,
    IsCaptured     INTEGER NOT NULL DEFAULT 1,
    IsMapped       INTEGER NOT NULL DEFAULT 1,
    PurgedBefore   TEXT    NULL,            -- facts before it count as delivered: their rows are gone
    CreatedAt      TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) WITHOUT ROWID;

CREATE TABLE outbox_Person
(
    PersonId       TEXT    NOT NULL PRIMARY KEY,
    AttributesHash TEXT    NULL,
    Stamp          INTEGER NOT NULL,
    SentAt         TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    FirstSentAt    TEXT    NULL,            -- when Customer.io first accepted the person: a merge waits for some time after it
    Baseline       TEXT    NULL             -- the shop's opt-outs, and hashes of the addresses, as Customer.io last accepted them
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

-- At most one row. Sending is held while HeldAt is not NULL: too large a share of the rows settled within a minute died.
CREATE TABLE outbox_Brake
(
    Brake         INTEGER NOT NULL PRIMARY KEY CHECK (Brake = 1),
    HeldAt        TEXT    NULL,
    HeldBy        TEXT    NULL,
    Dead          INTEGER NOT NULL,
    Settled       INTEGER NOT NULL,
    Code          TEXT    NULL,
    ProbedAt      TEXT    NULL,
    ResumedAt     TEXT    NULL,
    AcceptedUntil TEXT    NULL          -- until then somebody has accepted that rows die in any number
);

-- What operators did: who, what, when. EndedAt is NULL of what was broken off, and can be run again.
CREATE TABLE outbox_Operation
(
    OperationId INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    Name        TEXT    NOT NULL,
    DoneBy      TEXT    NOT NULL,
    Parameters  TEXT    NULL,
    StartedAt   TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    EndedAt     TEXT    NULL,
    RowsChanged INTEGER NULL
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

-- Parts of the mapping whose rows wait, since the shop's tables lack what they need. Each is tried again from RetryAt on.
CREATE TABLE outbox_Held
(
    Part    TEXT    NOT NULL PRIMARY KEY,
    Error   TEXT    NOT NULL,
    Subject TEXT    NULL,
    Line    INTEGER NULL,
    HeldAt  TEXT    NOT NULL,
    RetryAt TEXT    NOT NULL
) WITHOUT ROWID;

-- Whoever is known under PersonId (a guest's id, or that of a key that was changed) is the person with PersonKey.
CREATE TABLE outbox_Guest
(
    PersonId  TEXT NOT NULL PRIMARY KEY,
    PersonKey TEXT NOT NULL,
    LinkedAt  TEXT NOT NULL,
    MergingAt TEXT NULL,
    MergedAt  TEXT NULL
) WITHOUT ROWID;

CREATE INDEX outbox_IX_Guest_PersonKey ON outbox_Guest (PersonKey);

-- Who was removed from Customer.io: what is still queued must not bring them back. Of a person who was forgotten it is the
-- proof. Nobody is known here by id or e-mail, only by hashes: a suppression blocks the id and the e-mail.
CREATE TABLE outbox_Removal
(
    PersonHash  TEXT    NOT NULL PRIMARY KEY,
    Kind        TEXT    NOT NULL,
    RequestedAt TEXT    NULL,
    RemovedAt   TEXT    NOT NULL,
    RowsErased  INTEGER NULL,
    EmailHash   TEXT    NULL
) WITHOUT ROWID;

CREATE INDEX outbox_IX_Removal_EmailHash ON outbox_Removal (EmailHash) WHERE EmailHash IS NOT NULL;

-- The values that depend on the clock, as the last refresh saw them: a person whose row of the refresh's view has another
-- hash is touched.
CREATE TABLE outbox_Refreshed
(
    PersonKey TEXT NOT NULL PRIMARY KEY,
    Hash      TEXT NOT NULL,
    SeenAt    TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) WITHOUT ROWID;

-- A person has an address at Customer.io (AddressHash), gives one up with the identify under way (Former), or waits for one
-- that another person has (Wanted): an e-mail, and a phone where the workspace identifies people by it. E-mails stand here as
-- SHA-256 of the trimmed address in lower case, phones as that of 'phone:' and the number, never as they are.
CREATE TABLE outbox_Address
(
    PersonId    TEXT NOT NULL,
    Kind        TEXT NOT NULL,          -- email, phone
    PersonKey   TEXT NOT NULL,
    AddressHash TEXT NULL,
    Former      TEXT NULL,
    Wanted      TEXT NULL,
    NotedAt     TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    PRIMARY KEY (PersonId, Kind)
) WITHOUT ROWID;

CREATE INDEX outbox_IX_Address_AddressHash ON outbox_Address (AddressHash);
CREATE INDEX outbox_IX_Address_Former ON outbox_Address (Former) WHERE Former IS NOT NULL;
CREATE INDEX outbox_IX_Address_Wanted ON outbox_Address (Wanted) WHERE Wanted IS NOT NULL;

-- What a switch keeps out, a row for each table and each event type that is off: empty as long as nothing is, so that a row
-- that is captured costs a look into an empty table. The switches are IsEnabled of outbox_Capture and IsCaptured of
-- outbox_EventType; outbox_Off follows them by triggers and is written by nobody else.
CREATE TABLE outbox_Off
(
    TableName  TEXT NULL COLLATE NOCASE,
    CapturedBy TEXT NULL
);

CREATE TRIGGER outbox_Off_table_inserted
AFTER INSERT ON outbox_Capture
BEGIN
    DELETE FROM outbox_Off WHERE TableName = NEW.TableName;
    INSERT INTO outbox_Off (TableName) SELECT DISTINCT TableName FROM outbox_Capture WHERE TableName = NEW.TableName AND IsEnabled = 0;
END;

CREATE TRIGGER outbox_Off_table_updated
AFTER UPDATE OF TableName, IsEnabled ON outbox_Capture
BEGIN
    DELETE FROM outbox_Off WHERE TableName IN (OLD.TableName, NEW.TableName);
    INSERT INTO outbox_Off (TableName) SELECT DISTINCT TableName FROM outbox_Capture WHERE TableName IN (OLD.TableName, NEW.TableName) AND IsEnabled = 0;
END;

CREATE TRIGGER outbox_Off_table_deleted
AFTER DELETE ON outbox_Capture
BEGIN
    DELETE FROM outbox_Off WHERE TableName = OLD.TableName;
    INSERT INTO outbox_Off (TableName) SELECT DISTINCT TableName FROM outbox_Capture WHERE TableName = OLD.TableName AND IsEnabled = 0;
END;

CREATE TRIGGER outbox_Off_type_inserted
AFTER INSERT ON outbox_EventType
BEGIN
    DELETE FROM outbox_Off WHERE CapturedBy = NEW.Name;
    INSERT INTO outbox_Off (CapturedBy) SELECT NEW.Name WHERE NEW.IsCaptured = 0;
END;

CREATE TRIGGER outbox_Off_type_updated
AFTER UPDATE OF Name, IsCaptured ON outbox_EventType
BEGIN
    DELETE FROM outbox_Off WHERE CapturedBy IN (OLD.Name, NEW.Name);
    INSERT INTO outbox_Off (CapturedBy) SELECT NEW.Name WHERE NEW.IsCaptured = 0;
END;

CREATE TRIGGER outbox_Off_type_deleted
AFTER DELETE ON outbox_EventType
BEGIN
    DELETE FROM outbox_Off WHERE CapturedBy = OLD.Name;
END;

-- Triggers of several captures insert here: one program serves all of them. A trigger of one capture inserts by itself, by
-- the same statement.
CREATE VIEW outbox_Emit AS
SELECT
    NULL AS TableName, Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured
FROM outbox_Message
WHERE 0;

CREATE TRIGGER outbox_Emit_insert
INSTEAD OF INSERT ON outbox_Emit
BEGIN
    -- The time is the column's default, put together by cheaper functions; before SQLite 3.42 time() knows no 'subsec' and is NULL.
    INSERT INTO outbox_Message (
        Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured, CreatedAt)
    SELECT
        NEW.Kind, NEW.CapturedBy, NEW.EventId, NEW.EventName, NEW.PersonKey, NEW.OccurredAtRaw, NEW.OccurredAtZone, NEW.Captured,
        date('now') || 'T' || coalesce(time('now', 'subsec'), strftime('%H:%M:%f', 'now')) || 'Z'
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = NEW.TableName OR CapturedBy = NEW.CapturedBy);

    INSERT INTO outbox_Fault (CapturedBy, Code, Detail)
    SELECT NEW.CapturedBy, 'OBX430', 'a switch is off: a ' || NEW.Kind || ' of ' || NEW.TableName || ' was not captured'
    WHERE EXISTS (SELECT 1 FROM outbox_Off WHERE TableName = NEW.TableName OR CapturedBy = NEW.CapturedBy);
END;

-- INSERT INTO outbox_LinkGuest (Email, PersonKey) VALUES (…): whoever bought under this e-mail without an account has the
-- account with this key.
CREATE VIEW outbox_LinkGuest AS SELECT NULL AS Email, NULL AS PersonKey WHERE 0;

CREATE TRIGGER outbox_LinkGuest_insert
INSTEAD OF INSERT ON outbox_LinkGuest
BEGIN
    SELECT RAISE(ABORT, 'OBX473: outbox_LinkGuest refuses Email: it is NULL, holds no @, or has more than 400 characters.')
    WHERE NEW.Email IS NULL OR instr(NEW.Email, '@') = 0 OR length(NEW.Email) > 400;
    SELECT RAISE(ABORT, 'OBX474: outbox_LinkGuest refuses PersonKey: it is NULL, empty, or has more than 150 bytes.')
    WHERE NEW.PersonKey IS NULL OR rtrim(NEW.PersonKey) = '' OR length(CAST(NEW.PersonKey AS BLOB)) > 150;

    -- The customer first: a merge needs the profile at Customer.io.
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey) VALUES ('touch', 'people', rtrim(NEW.PersonKey));
    INSERT INTO outbox_Message (Kind, CapturedBy, Captured)
    VALUES ('merge', 'LinkGuest', json_object('guest_email', trim(NEW.Email), 'into', rtrim(NEW.PersonKey)));
END;

-- INSERT INTO outbox_MergePeople (FromKey, IntoKey) VALUES (…): two customers are one; FromKey is gone.
CREATE VIEW outbox_MergePeople AS SELECT NULL AS FromKey, NULL AS IntoKey WHERE 0;

CREATE TRIGGER outbox_MergePeople_insert
INSTEAD OF INSERT ON outbox_MergePeople
BEGIN
    SELECT RAISE(ABORT, 'OBX474: outbox_MergePeople refuses its keys: one is NULL, empty or has more than 150 bytes, or both are the same.')
    WHERE NEW.FromKey IS NULL OR rtrim(NEW.FromKey) = '' OR length(CAST(NEW.FromKey AS BLOB)) > 150
       OR NEW.IntoKey IS NULL OR rtrim(NEW.IntoKey) = '' OR length(CAST(NEW.IntoKey AS BLOB)) > 150
       OR rtrim(NEW.FromKey) = rtrim(NEW.IntoKey);

    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey) VALUES ('touch', 'people', rtrim(NEW.IntoKey));
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, Captured)
    VALUES ('merge', 'MergePeople', rtrim(NEW.FromKey), json_object('into', rtrim(NEW.IntoKey)));
END;

-- INSERT INTO outbox_SuppressPerson (PersonKey) VALUES (…), or (Email) of a guest, who has no key.
CREATE VIEW outbox_SuppressPerson AS SELECT NULL AS PersonKey, NULL AS Email WHERE 0;

CREATE TRIGGER outbox_SuppressPerson_insert
INSTEAD OF INSERT ON outbox_SuppressPerson
BEGIN
    SELECT RAISE(ABORT, 'OBX475: outbox_SuppressPerson takes PersonKey or Email: one of them.')
    WHERE (NEW.PersonKey IS NULL) = (NEW.Email IS NULL) OR rtrim(NEW.PersonKey) = '' OR instr(NEW.Email, '@') = 0;
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, Captured)
    VALUES ('suppress', 'SuppressPerson', rtrim(NEW.PersonKey), iif(NEW.Email IS NULL, NULL, json_object('guest_email', trim(NEW.Email))));
END;

-- INSERT INTO outbox_UnsuppressPerson (PersonKey) VALUES (…): Customer.io takes the person again.
CREATE VIEW outbox_UnsuppressPerson AS SELECT NULL AS PersonKey, NULL AS Email WHERE 0;

CREATE TRIGGER outbox_UnsuppressPerson_insert
INSTEAD OF INSERT ON outbox_UnsuppressPerson
BEGIN
    SELECT RAISE(ABORT, 'OBX475: outbox_UnsuppressPerson takes PersonKey or Email: one of them.')
    WHERE (NEW.PersonKey IS NULL) = (NEW.Email IS NULL) OR rtrim(NEW.PersonKey) = '' OR instr(NEW.Email, '@') = 0;
    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, Captured)
    VALUES ('restore', 'UnsuppressPerson', rtrim(NEW.PersonKey), iif(NEW.Email IS NULL, NULL, json_object('guest_email', trim(NEW.Email))));
END;

-- INSERT INTO outbox_ForgetPerson (PersonKey) VALUES (…): the person's data goes from everywhere in the outbox, and
-- Customer.io removes the person. As far as a key tells at once; the rest once Customer.io has removed the person.
CREATE VIEW outbox_ForgetPerson AS SELECT NULL AS PersonKey, NULL AS Email WHERE 0;

CREATE TRIGGER outbox_ForgetPerson_insert
INSTEAD OF INSERT ON outbox_ForgetPerson
BEGIN
    SELECT RAISE(ABORT, 'OBX475: outbox_ForgetPerson takes PersonKey or Email: one of them.')
    WHERE (NEW.PersonKey IS NULL) = (NEW.Email IS NULL) OR rtrim(NEW.PersonKey) = '' OR instr(NEW.Email, '@') = 0;

    UPDATE outbox_Fault
    SET Detail = NULL
    WHERE MessageId IN (SELECT MessageId FROM outbox_Message WHERE PersonKey = rtrim(NEW.PersonKey));
    UPDATE outbox_Attempt
    SET Detail = NULL
    WHERE Detail IS NOT NULL
      AND EXISTS (SELECT 1 FROM outbox_Message AS m WHERE m.PersonKey = rtrim(NEW.PersonKey) AND m.MessageId BETWEEN FirstMessage AND LastMessage);
    UPDATE outbox_Message
    SET EventId    = NULL,
        PersonKey  = NULL,
        PersonId   = NULL,
        Captured   = NULL,
        Properties = NULL,
        Reason     = iif(Status = 'pending', 'OBX478: the person is forgotten', substr(Reason, 1, 6)),
        Status     = iif(Status = 'pending', 'skipped', Status)
    WHERE PersonKey = rtrim(NEW.PersonKey);

    INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey, Captured)
    VALUES ('forget', 'ForgetPerson', rtrim(NEW.PersonKey), iif(NEW.Email IS NULL, NULL, json_object('guest_email', trim(NEW.Email))));
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

-- What is wrong with the outbox, as far as SQL can tell by itself: a row each, with priority (1 now, 2 soon, 3 to know) and
-- mend. No row, nothing wrong. outbox doctor tells the same and more.
CREATE VIEW outbox_Health AS
WITH
Known (Code, Priority, Finding, Mend) AS
(
    VALUES
        ('OBX701', 1, 'Trigger missing', 'Run outbox migrate, which makes it again; what was written meanwhile was not captured.'),
        ('OBX704', 1, 'Capture switched off', 'Set the switch on again: IsEnabled of the capture, IsCaptured of the event type.'),
        ('OBX706', 2, 'Index missing', 'Make it again as database/sqlserver/migrations or database/sqlite/migrations says; without it a read is as slow as the outbox is large.'),
        ('OBX712', 1, 'Trigger on another table', 'Run outbox migrate, which puts it on the table that the mapping names; what was written to that one meanwhile was not captured.'),
        ('OBX720', 2, 'Dead rows', 'Look them up in DeadLetter, mend the cause that docs/errors.md tells under the reason, and requeue what is worth it.'),
        ('OBX721', 2, 'Faults', 'docs/errors.md tells the cause and the mend under the fault''s code; the table Fault has each.'),
        ('OBX722', 1, 'Live events wait long', 'Find out why nothing is sent: outbox run, its log and its health; after 72 hours an event starts no campaign.'),
        ('OBX723', 2, 'Event type paused', 'Set its delivery to live, shadow or off once the reason is gone: the 72 hours of what waits run.'),
        ('OBX724', 3, 'Event type in rehearsal', 'Nothing to mend; set its delivery to live, or its rollout to 100, when the rehearsal has shown what it should.'),
        ('OBX725', 3, 'Event type off', 'Nothing to mend where that is meant; what is skipped does not come back.'),
        ('OBX726', 1, 'Nobody dispatches', 'Start outbox run; rows are captured and wait, and their 72 hours run.'),
        ('OBX727', 2, 'Lane without an owner', 'Wait half a minute and look again; where it stays so, restart the dispatchers.'),
        ('OBX729', 2, 'Schedule failing', 'The dispatcher''s log (4031) has the error; mostly the schedule''s view fails.'),
        ('OBX737', 1, 'Sending is held', 'Mend what the reasons say, and sending goes on by itself; or run outbox resume-sending, and what is refused dies.'),
        ('OBX740', 1, 'Part of the mapping held', 'Put back what it needs, or change the mapping and run outbox migrate; then its rows go by themselves. outbox lint tells line and column.')
),
Found (Code, Subject, Detail) AS
(
    SELECT 'OBX701', c.TableName, c.TriggerName
    FROM outbox_Capture AS c
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_master AS s WHERE s.type = 'trigger' AND s.name = c.TriggerName)

    UNION ALL
    SELECT 'OBX712', c.TableName, 'it sits on ' || s.tbl_name || ': ' || c.TriggerName
    FROM outbox_Capture AS c
    INNER JOIN sqlite_master AS s ON s.type = 'trigger' AND s.name = c.TriggerName
    WHERE s.tbl_name <> c.TableName COLLATE NOCASE

    UNION ALL
    SELECT DISTINCT 'OBX704', c.TableName, 'outbox_Capture.IsEnabled = 0'
    FROM outbox_Capture AS c
    WHERE c.IsEnabled = 0

    UNION ALL
    SELECT
        'OBX740',
        h.Part,
        COALESCE(h.Subject || ', ', '') || COALESCE('line ' || h.Line || ' of the mapping, ', '') || h.Error || ', since ' || replace(substr(h.HeldAt, 1, 19), 'T', ' ') || 'Z'
    FROM outbox_Held AS h

    UNION ALL
    SELECT 'OBX704', t.Name, 'outbox_EventType.IsCaptured = 0'
    FROM outbox_EventType AS t
    WHERE t.IsCaptured = 0 AND t.IsMapped = 1

    UNION ALL
    SELECT 'OBX706', x.column1, 'of outbox_Message'
    FROM (VALUES ('outbox_IX_Message_Pending'), ('outbox_IX_Message_EventId'), ('outbox_IX_Message_Dead')) AS x
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_master AS s WHERE s.type = 'index' AND s.name = x.column1)

    UNION ALL
    SELECT
        'OBX720',
        substr(COALESCE(m.Reason, ''), 1, instr(COALESCE(m.Reason, '') || ':', ':') - 1),
        COUNT(*) || ' rows, the last captured ' || replace(substr(MAX(m.CreatedAt), 1, 19), 'T', ' ') || 'Z'
    FROM outbox_Message AS m
    WHERE m.Status = 'dead'
    GROUP BY 2

    UNION ALL
    SELECT
        'OBX721',
        f.Code || ' ' || f.CapturedBy,
        COUNT(*) || ' in seven days, the last ' || replace(substr(MAX(f.CreatedAt), 1, 19), 'T', ' ') || 'Z'
    FROM outbox_Fault AS f
    WHERE f.CreatedAt >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-7 days')
    GROUP BY f.Code, f.CapturedBy

    UNION ALL
    SELECT
        'OBX722',
        m.EventName,
        COUNT(*) || ' rows, the oldest of '
            || CAST((julianday('now') - julianday(MIN(COALESCE(m.OccurredAt, m.CreatedAt)))) * 24 AS INTEGER) || ' of the 72 hours'
    FROM outbox_Message AS m
    WHERE m.Lane = 0
      AND m.Status = 'pending'
      AND m.Kind = 'event'
      AND m.Priority = 0
      AND COALESCE(m.OccurredAt, m.CreatedAt) < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-24 hours')
      AND m.CapturedBy NOT IN (SELECT Name FROM outbox_EventType WHERE Delivery = 'paused')
    GROUP BY m.EventName

    UNION ALL
    SELECT
        'OBX723',
        t.Name,
        CASE
            WHEN COUNT(m.MessageId) = 0 THEN 'nothing waits'
            ELSE COUNT(m.MessageId) || ' rows wait, the oldest of '
                || CAST((julianday('now') - julianday(MIN(COALESCE(m.OccurredAt, m.CreatedAt)))) * 24 AS INTEGER) || ' of the 72 hours'
        END
    FROM outbox_EventType AS t
    LEFT JOIN outbox_Message AS m ON m.CapturedBy = t.Name AND m.Lane = 0 AND m.Status = 'pending'
    WHERE t.Delivery = 'paused' AND t.IsMapped = 1
    GROUP BY t.Name

    UNION ALL
    SELECT
        CASE t.Delivery WHEN 'off' THEN 'OBX725' ELSE 'OBX724' END,
        t.Name,
        CASE
            WHEN t.Delivery = 'live' THEN 'live for ' || t.RolloutPercent || ' % of the people'
            ELSE t.Delivery || ' since ' || replace(substr(t.CreatedAt, 1, 19), 'T', ' ') || 'Z or later'
        END
    FROM outbox_EventType AS t
    WHERE t.IsMapped = 1 AND (t.Delivery IN ('shadow', 'off') OR (t.Delivery = 'live' AND t.RolloutPercent < 100))

    UNION ALL
    SELECT 'OBX726', 'outbox run', COALESCE(
        'the last was seen ' || replace(substr((SELECT MAX(SeenAt) FROM outbox_Dispatcher), 1, 19), 'T', ' ') || 'Z', 'none was ever seen, or all have stopped')
    WHERE NOT EXISTS (SELECT 1 FROM outbox_Dispatcher AS d WHERE (julianday('now') - julianday(d.SeenAt)) * 86400000 < d.LeaseMs)

    UNION ALL
    SELECT 'OBX727', 'lane ' || l.Lane, COALESCE('last held by ' || l.Owner, 'free')
    FROM outbox_Lane AS l
    WHERE (l.Owner IS NULL OR l.LeasedUntil <= strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
      AND EXISTS (SELECT 1 FROM outbox_Dispatcher AS d WHERE (julianday('now') - julianday(d.SeenAt)) * 86400000 < d.LeaseMs)

    UNION ALL
    SELECT 'OBX737', 'outbox_Brake', b.Dead || ' of ' || b.Settled || ' rows were refused, most with ' || COALESCE(b.Code, 'no code')
        || '; held since ' || replace(substr(b.HeldAt, 1, 19), 'T', ' ') || 'Z'
    FROM outbox_Brake AS b
    WHERE b.HeldAt IS NOT NULL

    UNION ALL
    SELECT 'OBX729', s.Name, 'failed ' || replace(substr(s.LastFailureAt, 1, 19), 'T', ' ') || 'Z'
        || COALESCE(', succeeded ' || replace(substr(s.LastSuccessAt, 1, 19), 'T', ' ') || 'Z', ', never succeeded')
    FROM outbox_Schedule AS s
    WHERE s.LastFailureAt IS NOT NULL AND (s.LastSuccessAt IS NULL OR s.LastFailureAt > s.LastSuccessAt)
)
SELECT f.Code, k.Priority, k.Finding, f.Subject, f.Detail, k.Mend
FROM Found AS f
INNER JOIN Known AS k ON k.Code = f.Code;
