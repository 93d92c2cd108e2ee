/*
  Purpose     The tables, types and roles of the outbox. The schema outbox, owned by dbo, and the journal are there already.
  Caller      outbox migrate, once, in a transaction of its own.
  Locks       None that a shop's write can meet: every object is new.
  On failure  Nothing of it stays.
  Notes       Nothing here can fail a shop's write: no unique key beside the row's own number, no foreign key, no check
              of user data. Duplicates are found when rows are read. All times are UTC.
*/

-- A SEQUENCE and not IDENTITY: an insert by a trigger must not change the caller's @@IDENTITY. A gap after a crash is
-- no loss: the numbers order rows, they do not count them.
CREATE SEQUENCE outbox.MessageNumber AS bigint START WITH 1 INCREMENT BY 1 CACHE 1000;
CREATE SEQUENCE outbox.FaultNumber AS bigint START WITH 1 INCREMENT BY 1 CACHE 100;
GO

CREATE TABLE outbox.Message
(
    MessageId      bigint         NOT NULL CONSTRAINT DF_Message_MessageId DEFAULT (NEXT VALUE FOR outbox.MessageNumber),
    Kind           varchar(8)     NOT NULL,     -- event, touch, merge, delete, suppress
    CapturedBy     nvarchar(300)  NOT NULL,     -- the part of the mapping that captured it
    EventId        nvarchar(255)  COLLATE Latin1_General_100_BIN2 NULL,
    EventName      nvarchar(255)  COLLATE Latin1_General_100_BIN2 NULL,
    PersonKey      nvarchar(400)  COLLATE Latin1_General_100_BIN2 NULL,
    PersonId       nvarchar(400)  COLLATE Latin1_General_100_BIN2 NULL,
    Lane           tinyint        NOT NULL,
    OccurredAtRaw  nvarchar(64)   NULL,
    OccurredAtZone varchar(64)    NULL,
    OccurredAt     datetime2(3)   NULL,
    Captured       nvarchar(max)  NULL,
    SentAs         nvarchar(255)  COLLATE Latin1_General_100_BIN2 NULL,
    Properties     nvarchar(max)  NULL,
    Priority       tinyint        NOT NULL CONSTRAINT DF_Message_Priority DEFAULT (0),        -- 0 live, 1 backfill
    Status         varchar(8)     NOT NULL CONSTRAINT DF_Message_Status DEFAULT ('pending'),  -- pending, sent, dead, skipped
    Reason         nvarchar(1000) NULL,
    CreatedAt      datetime2(3)   NOT NULL CONSTRAINT DF_Message_CreatedAt DEFAULT (SYSUTCDATETIME()),
    SentAt         datetime2(3)   NULL,
    Attempts       int            NOT NULL CONSTRAINT DF_Message_Attempts DEFAULT (0),
    CONSTRAINT PK_Message PRIMARY KEY CLUSTERED (MessageId)
);

-- Draining costs the same at ten million rows as at none. CapturedBy lets a read pass over a paused type.
CREATE NONCLUSTERED INDEX IX_Message_Pending
    ON outbox.Message (Lane, Priority, MessageId) INCLUDE (CapturedBy)
    WHERE Status = 'pending';

-- Not unique, so that no capture blocks on another or fails.
CREATE NONCLUSTERED INDEX IX_Message_EventId ON outbox.Message (EventId);
GO

-- A dispatcher that closes thousands of rows must not lock the table that every shop transaction inserts into.
ALTER TABLE outbox.Message SET (LOCK_ESCALATION = DISABLE);
GO

-- Many sessions insert at the end of the index: from SQL Server 2019 on, and in Azure SQL, it can be told so.
IF CONVERT(int, SERVERPROPERTY('ProductMajorVersion')) >= 15 OR CONVERT(int, SERVERPROPERTY('EngineEdition')) IN (5, 8)
    EXEC (N'ALTER INDEX PK_Message ON outbox.Message SET (OPTIMIZE_FOR_SEQUENTIAL_KEY = ON);');
GO

CREATE TABLE outbox.EventType
(
    Name           nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_EventType PRIMARY KEY CLUSTERED,
    Delivery       varchar(8)    NOT NULL CONSTRAINT CK_EventType_Delivery CHECK (Delivery IN ('live', 'shadow', 'off', 'paused')),
    RolloutPercent tinyint       NOT NULL CONSTRAINT DF_EventType_RolloutPercent DEFAULT (100)
                                 CONSTRAINT CK_EventType_RolloutPercent CHECK (RolloutPercent BETWEEN 0 AND 100),
    TriggerSource  nvarchar(100) NOT NULL,
    IsCaptured     bit           NOT NULL CONSTRAINT DF_EventType_IsCaptured DEFAULT (1),
    IsMapped       bit           NOT NULL CONSTRAINT DF_EventType_IsMapped DEFAULT (1),
    PurgedBefore   datetime2(3)  NULL,          -- facts before it count as delivered: their rows are gone
    CreatedAt      datetime2(3)  NOT NULL CONSTRAINT DF_EventType_CreatedAt DEFAULT (SYSUTCDATETIME())
);

-- What Customer.io last accepted of a person.
CREATE TABLE outbox.Person
(
    PersonId       nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_Person PRIMARY KEY CLUSTERED,
    AttributesHash varchar(64)   NULL,          -- NULL where the last answer was ambiguous
    Stamp          bigint        NOT NULL,      -- unix seconds
    SentAt         datetime2(3)  NOT NULL CONSTRAINT DF_Person_SentAt DEFAULT (SYSUTCDATETIME())
);

-- What a capture or shaping could not take. A statement's fault says of how many rows.
CREATE TABLE outbox.Fault
(
    FaultId    bigint         NOT NULL CONSTRAINT DF_Fault_FaultId DEFAULT (NEXT VALUE FOR outbox.FaultNumber)
                              CONSTRAINT PK_Fault PRIMARY KEY CLUSTERED,
    MessageId  bigint         NULL,
    CapturedBy nvarchar(300)  NOT NULL,
    Code       varchar(8)     NOT NULL,
    Field      nvarchar(300)  NULL,
    Detail     nvarchar(1000) NULL,
    RowsHit    bigint         NULL,
    CreatedAt  datetime2(3)   NOT NULL CONSTRAINT DF_Fault_CreatedAt DEFAULT (SYSUTCDATETIME())
);

-- One row a request.
CREATE TABLE outbox.Attempt
(
    AttemptId    bigint         IDENTITY (1, 1) NOT NULL CONSTRAINT PK_Attempt PRIMARY KEY CLUSTERED,
    StartedAt    datetime2(3)   NOT NULL,
    DurationMs   int            NOT NULL,
    Items        int            NOT NULL,
    Bytes        int            NOT NULL,
    HttpStatus   int            NULL,
    Answer       varchar(30)    NOT NULL,
    Detail       nvarchar(1000) NULL,
    FirstMessage bigint         NULL,
    LastMessage  bigint         NULL
);

CREATE TABLE outbox.Mapping
(
    MappingId int           IDENTITY (1, 1) NOT NULL CONSTRAINT PK_Mapping PRIMARY KEY CLUSTERED,
    Text      nvarchar(max) NOT NULL,
    Catalog   nvarchar(max) NOT NULL,
    Hash      char(64)      NOT NULL,
    StoredAt  datetime2(3)  NOT NULL CONSTRAINT DF_Mapping_StoredAt DEFAULT (SYSUTCDATETIME())
);

-- The triggers as deployed. A table whose row says IsEnabled = 0 captures nothing and leaves faults.
CREATE TABLE outbox.Capture
(
    SchemaName  sysname      NOT NULL,
    TableName   sysname      NOT NULL,
    TriggerName sysname      NOT NULL,
    Hash        char(64)     NOT NULL,          -- of the text that migrate ran
    Definition  binary(32)   NULL,              -- of the definition as the server keeps it: another one is drift
    IsEnabled   bit          NOT NULL CONSTRAINT DF_Capture_IsEnabled DEFAULT (1),
    DeployedAt  datetime2(3) NOT NULL CONSTRAINT DF_Capture_DeployedAt DEFAULT (SYSUTCDATETIME()),
    CONSTRAINT PK_Capture PRIMARY KEY CLUSTERED (SchemaName, TableName)
);

-- The objects that are run again when their text changes: the product's own and those made of the mapping.
CREATE TABLE outbox.Module
(
    Name        sysname      NOT NULL CONSTRAINT PK_Module PRIMARY KEY CLUSTERED,
    IsGenerated bit          NOT NULL,
    Hash        char(64)     NOT NULL,
    Definition  binary(32)   NULL,
    DeployedAt  datetime2(3) NOT NULL CONSTRAINT DF_Module_DeployedAt DEFAULT (SYSUTCDATETIME())
);
GO

CREATE TYPE outbox.MessageList AS TABLE (MessageId bigint NOT NULL PRIMARY KEY);
CREATE TYPE outbox.KeyList AS TABLE ([Key] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY);
CREATE TYPE outbox.OutcomeList AS TABLE
(
    MessageId bigint         NOT NULL PRIMARY KEY,
    Status    varchar(8)     NOT NULL,
    Reason    nvarchar(1000) NULL
);
CREATE TYPE outbox.ShapedList AS TABLE
(
    MessageId  bigint        NOT NULL PRIMARY KEY,
    PersonKey  nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
    PersonId   nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SentAs     nvarchar(255) COLLATE Latin1_General_100_BIN2 NULL,
    OccurredAt datetime2(3)  NULL,
    Properties nvarchar(max) NULL
);
CREATE TYPE outbox.PersonList AS TABLE
(
    PersonId       nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    AttributesHash varchar(64)   NULL,
    Stamp          bigint        NOT NULL
);
CREATE TYPE outbox.FaultList AS TABLE
(
    MessageId  bigint         NULL,
    CapturedBy nvarchar(300)  NOT NULL,
    Code       varchar(8)     NOT NULL,
    Field      nvarchar(300)  NULL,
    Detail     nvarchar(1000) NULL
);
GO

IF DATABASE_PRINCIPAL_ID(N'outbox_dispatcher') IS NULL CREATE ROLE outbox_dispatcher AUTHORIZATION dbo;
IF DATABASE_PRINCIPAL_ID(N'outbox_operator') IS NULL CREATE ROLE outbox_operator AUTHORIZATION dbo;
IF DATABASE_PRINCIPAL_ID(N'outbox_auditor') IS NULL CREATE ROLE outbox_auditor AUTHORIZATION dbo;
GO
