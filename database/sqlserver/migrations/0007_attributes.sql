/*
  Purpose     What is known of people's attributes besides their hash: the values that depend on the clock, as the last
              refresh saw them, and whose e-mail is whose.
  Caller      outbox migrate, once, in a transaction of its own.
  Locks       None that a shop's write can meet: every object is new.
  On failure  Nothing of it stays.
  Notes       E-mails stand here as SHA-256 of the trimmed address in lower case, never as they are.
*/

-- A person whose row of the refresh's view has another hash than here is touched.
CREATE TABLE outbox.Refreshed
(
    PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_Refreshed PRIMARY KEY CLUSTERED,
    Lane      tinyint       NOT NULL,
    Hash      varbinary(32) NOT NULL,
    SeenAt    datetime2(3)  NOT NULL CONSTRAINT DF_Refreshed_SeenAt DEFAULT (SYSUTCDATETIME())
);

-- A person has an e-mail at Customer.io (EmailHash), gives one up with the identify under way (Former), or waits for one
-- that another person has (Wanted).
CREATE TABLE outbox.Email
(
    PersonId  nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_Email PRIMARY KEY CLUSTERED,
    PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    EmailHash varchar(64)   COLLATE Latin1_General_100_BIN2 NULL,
    Former    varchar(64)   COLLATE Latin1_General_100_BIN2 NULL,
    Wanted    varchar(64)   COLLATE Latin1_General_100_BIN2 NULL,
    NotedAt   datetime2(3)  NOT NULL CONSTRAINT DF_Email_NotedAt DEFAULT (SYSUTCDATETIME())
);

CREATE NONCLUSTERED INDEX IX_Email_EmailHash ON outbox.Email (EmailHash);
CREATE NONCLUSTERED INDEX IX_Email_Former ON outbox.Email (Former) WHERE Former IS NOT NULL;
CREATE NONCLUSTERED INDEX IX_Email_Wanted ON outbox.Email (Wanted) WHERE Wanted IS NOT NULL;
GO

CREATE TYPE outbox.EmailList AS TABLE
(
    PersonId  nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    EmailHash varchar(64)   COLLATE Latin1_General_100_BIN2 NULL
);
GO
