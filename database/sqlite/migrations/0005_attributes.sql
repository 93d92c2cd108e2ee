/*
  Purpose     What is known of people's attributes besides their hash: the values that depend on the clock, as the last
              refresh saw them, and whose e-mail is whose.
  Caller      outbox migrate, once, in a transaction of its own.
  On failure  Nothing of it stays.
  Notes       E-mails stand here as SHA-256 of the trimmed address in lower case, never as they are.
*/

-- A person whose row of the refresh's view has another hash than here is touched.
CREATE TABLE outbox_Refreshed
(
    PersonKey TEXT NOT NULL PRIMARY KEY,
    Hash      TEXT NOT NULL,
    SeenAt    TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) WITHOUT ROWID;

-- A person has an e-mail at Customer.io (EmailHash), gives one up with the identify under way (Former), or waits for one
-- that another person has (Wanted).
CREATE TABLE outbox_Email
(
    PersonId  TEXT NOT NULL PRIMARY KEY,
    PersonKey TEXT NOT NULL,
    EmailHash TEXT NULL,
    Former    TEXT NULL,
    Wanted    TEXT NULL,
    NotedAt   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) WITHOUT ROWID;

CREATE INDEX outbox_IX_Email_EmailHash ON outbox_Email (EmailHash);
CREATE INDEX outbox_IX_Email_Former ON outbox_Email (Former) WHERE Former IS NOT NULL;
CREATE INDEX outbox_IX_Email_Wanted ON outbox_Email (Wanted) WHERE Wanted IS NOT NULL;
