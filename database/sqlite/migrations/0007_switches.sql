/*
  Purpose     The generated triggers write into outbox_Message themselves. What a switch keeps out stands in one table, empty
              as long as nothing is off: a row that is captured costs a look into an empty table, whatever the switches are.
  Caller      outbox migrate, once, in a transaction of its own, in which the triggers are made anew.
  On failure  Nothing of it stays.
  Notes       The switches are IsEnabled of outbox_Capture and IsCaptured of outbox_EventType, as before. outbox_Off follows
              them by triggers and is written by nobody else.
*/
DROP VIEW outbox_Emit;

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
