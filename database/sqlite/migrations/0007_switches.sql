/*
  Purpose     What a switch keeps out stands in one table, empty as long as nothing is off: a row that is captured costs a look
              into an empty table, whether its trigger inserts by itself or through outbox_Emit.
  Caller      outbox migrate, once, in a transaction of its own.
  On failure  Nothing of it stays.
  Notes       The switches are IsEnabled of outbox_Capture and IsCaptured of outbox_EventType, as before. outbox_Off follows
              them by triggers and is written by nobody else.
*/
-- A row for each table that is off, and one for each event type.
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

INSERT INTO outbox_Off (TableName) SELECT DISTINCT TableName FROM outbox_Capture WHERE IsEnabled = 0;
INSERT INTO outbox_Off (CapturedBy) SELECT Name FROM outbox_EventType WHERE IsCaptured = 0;

-- The door by which a trigger of several captures comes in: one program for all of them. A trigger of one inserts by itself,
-- by the same words.
DROP TRIGGER outbox_Emit_insert;
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
