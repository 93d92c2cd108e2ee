/*
  Purpose     Who is whose guest, who was merged into whom, who was removed; rows that wait until a time; the doors by which
              an app says so.
  Caller      outbox migrate, once, in a transaction of its own.
  On failure  Nothing of it stays.
  Notes       Times are UTC text. outbox_Removal knows nobody by id or e-mail, but by a hash of the id.
*/

-- A merge waits until Customer.io has its primary; other rows never have it.
ALTER TABLE outbox_Message ADD COLUMN NotBefore TEXT NULL;

DROP INDEX outbox_IX_Message_Pending;
CREATE INDEX outbox_IX_Message_Pending ON outbox_Message (Lane, Priority, MessageId, CapturedBy, NotBefore) WHERE Status = 'pending';

-- A row that names a key which the people table no longer has is looked for here: the key may have become another.
CREATE INDEX outbox_IX_Message_Merge ON outbox_Message (PersonKey, MessageId) WHERE Kind = 'merge';

-- When Customer.io first accepted the person: a merge waits for some time after it.
ALTER TABLE outbox_Person ADD COLUMN FirstSentAt TEXT NULL;
UPDATE outbox_Person SET FirstSentAt = SentAt WHERE AttributesHash IS NOT NULL;

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
-- proof.
CREATE TABLE outbox_Removal
(
    PersonHash  TEXT    NOT NULL PRIMARY KEY,
    Kind        TEXT    NOT NULL,
    RequestedAt TEXT    NULL,
    RemovedAt   TEXT    NOT NULL,
    RowsErased  INTEGER NULL
) WITHOUT ROWID;

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
