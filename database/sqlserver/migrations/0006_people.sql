/*
  Purpose     Who is whose guest, who was merged into whom, who was removed; rows that wait until a time.
  Caller      outbox migrate, once, in a transaction of its own.
  Locks       The index of pending rows is made anew and one of merges is made: outbox.Message is read for each, and
              writers of the shop wait for it on a server that has a large outbox already.
  On failure  Nothing of it stays.
  Notes       All times are UTC. outbox.Removal knows nobody by id or e-mail, but by a hash of the id.
*/

-- A merge waits until Customer.io has its primary; other rows never have it.
ALTER TABLE outbox.Message ADD NotBefore datetime2(3) NULL;
GO
DROP INDEX IX_Message_Pending ON outbox.Message;
GO
CREATE NONCLUSTERED INDEX IX_Message_Pending
    ON outbox.Message (Lane, Priority, MessageId) INCLUDE (CapturedBy, NotBefore)
    WHERE Status = 'pending';

-- A row that names a key which the people table no longer has is looked for here: the key may have become another.
CREATE NONCLUSTERED INDEX IX_Message_Merge
    ON outbox.Message (PersonKey, MessageId)
    WHERE Kind = 'merge';
GO

-- When Customer.io first accepted the person: a merge waits for some time after it.
ALTER TABLE outbox.Person ADD FirstSentAt datetime2(3) NULL;
GO
UPDATE outbox.Person SET FirstSentAt = SentAt WHERE AttributesHash IS NOT NULL;
GO

-- Whoever is known under PersonId (a guest's id, or that of a key that was changed) is the person with PersonKey.
CREATE TABLE outbox.Guest
(
    PersonId  nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_Guest PRIMARY KEY CLUSTERED,
    PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    LinkedAt  datetime2(3)  NOT NULL,
    MergingAt datetime2(3)  NULL,           -- the first request that merges them: nothing is sent for PersonId any more
    MergedAt  datetime2(3)  NULL
);

CREATE NONCLUSTERED INDEX IX_Guest_PersonKey ON outbox.Guest (PersonKey);

-- Who was removed from Customer.io: what is still queued must not bring them back. Of a person who was forgotten it is the
-- proof.
CREATE TABLE outbox.Removal
(
    PersonHash  char(64)     COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_Removal PRIMARY KEY CLUSTERED,
    Kind        varchar(8)   NOT NULL,      -- delete, suppress, forget
    RequestedAt datetime2(3) NULL,
    RemovedAt   datetime2(3) NOT NULL,      -- Customer.io accepted it
    RowsErased  bigint       NULL           -- of a person who was forgotten
);
GO

CREATE TYPE outbox.MoveList AS TABLE
(
    MessageId bigint        NOT NULL PRIMARY KEY,
    PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PersonId  nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL
);
CREATE TYPE outbox.GuestList AS TABLE
(
    PersonId  nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PrimaryId nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Stage     varchar(8)    NOT NULL        -- linked, merging, merged
);
CREATE TYPE outbox.RemovalList AS TABLE
(
    PersonHash  char(64)      COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    Kind        varchar(8)    NOT NULL,     -- delete, suppress, forget, restore
    PersonId    nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PersonKey   nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
    RequestedAt datetime2(3)  NOT NULL
);
CREATE TYPE outbox.DelayList AS TABLE (MessageId bigint NOT NULL PRIMARY KEY, DelayMs int NOT NULL);
GO
