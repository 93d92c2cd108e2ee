/*
  Purpose     The tables, types and roles of the outbox. The schema outbox, owned by dbo, and the journal are there already.
  Caller      outbox migrate, once, in a transaction of its own.
  Locks       None that a shop's write can meet: every object is new.
  On failure  Nothing of it stays.
  Notes       Nothing here can fail a shop's write: no unique key beside the row's own number, no foreign key, no check
              of user data. Duplicates are found when rows are read. All times are UTC.
              Every text column is Latin1_General_100_BIN2, whatever the database's default is: two columns of the outbox
              always compare, and where a column of the shop or of the catalog meets one, the statement says COLLATE
              (Microsoft, "Collation precedence": two columns of different collations do not compare, error 468).
*/

-- A SEQUENCE and not IDENTITY: an insert by a trigger must not change the caller's @@IDENTITY. A gap after a crash is
-- no loss: the numbers order rows, they do not count them.
CREATE SEQUENCE outbox.MessageNumber AS bigint START WITH 1 INCREMENT BY 1 CACHE 1000;
CREATE SEQUENCE outbox.FaultNumber AS bigint START WITH 1 INCREMENT BY 1 CACHE 100;
GO

CREATE TABLE outbox.Message
(
    MessageId      bigint         NOT NULL CONSTRAINT DF_Message_MessageId DEFAULT (NEXT VALUE FOR outbox.MessageNumber),
    Kind           varchar(8)     COLLATE Latin1_General_100_BIN2 NOT NULL,     -- event, touch, merge, delete, suppress, restore, forget, object, relation
    CapturedBy     nvarchar(300)  COLLATE Latin1_General_100_BIN2 NOT NULL,     -- the part of the mapping that captured it
    EventId        nvarchar(255)  COLLATE Latin1_General_100_BIN2 NULL,
    EventName      nvarchar(255)  COLLATE Latin1_General_100_BIN2 NULL,
    PersonKey      nvarchar(400)  COLLATE Latin1_General_100_BIN2 NULL,
    PersonId       nvarchar(400)  COLLATE Latin1_General_100_BIN2 NULL,
    Lane           tinyint        NOT NULL,
    OccurredAtRaw  nvarchar(64)   COLLATE Latin1_General_100_BIN2 NULL,
    OccurredAtZone varchar(64)    COLLATE Latin1_General_100_BIN2 NULL,
    OccurredAt     datetime2(3)   NULL,
    Captured       nvarchar(max)  COLLATE Latin1_General_100_BIN2 NULL,
    SentAs         nvarchar(255)  COLLATE Latin1_General_100_BIN2 NULL,
    Properties     nvarchar(max)  COLLATE Latin1_General_100_BIN2 NULL,
    Priority       tinyint        NOT NULL CONSTRAINT DF_Message_Priority DEFAULT (0),        -- 0 live, 1 backfill
    Status         varchar(8)     COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT DF_Message_Status DEFAULT ('pending'),  -- pending, sent, dead, skipped
    Reason         nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
    CreatedAt      datetime2(3)   NOT NULL CONSTRAINT DF_Message_CreatedAt DEFAULT (SYSUTCDATETIME()),
    SentAt         datetime2(3)   NULL,
    Attempts       int            NOT NULL CONSTRAINT DF_Message_Attempts DEFAULT (0),
    NotBefore      datetime2(3)   NULL,         -- a merge waits until Customer.io has its primary
    CONSTRAINT PK_Message PRIMARY KEY CLUSTERED (MessageId)
);

-- Draining costs the same at ten million rows as at none. CapturedBy lets a read pass over a paused type.
CREATE NONCLUSTERED INDEX IX_Message_Pending
    ON outbox.Message (Lane, Priority, MessageId) INCLUDE (CapturedBy, NotBefore)
    WHERE Status = 'pending';

-- Not unique, so that no capture blocks on another or fails. Without the touches, which have no event id: whoever looks one
-- up says that it is not null, else the index does not serve.
CREATE NONCLUSTERED INDEX IX_Message_EventId ON outbox.Message (EventId) WHERE EventId IS NOT NULL;

-- Dead rows are counted every few seconds, and looked at by operators.
CREATE NONCLUSTERED INDEX IX_Message_Dead ON outbox.Message (MessageId) WHERE Status = 'dead';

-- A row that names a key which the people table no longer has is looked for here: the key may have become another.
CREATE NONCLUSTERED INDEX IX_Message_Merge ON outbox.Message (PersonKey, MessageId) WHERE Kind = 'merge';
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
    Delivery       varchar(8)    COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT CK_EventType_Delivery CHECK (Delivery IN ('live', 'shadow', 'off', 'paused')),
    RolloutPercent tinyint       NOT NULL CONSTRAINT DF_EventType_RolloutPercent DEFAULT (100)
                                 CONSTRAINT CK_EventType_RolloutPercent CHECK (RolloutPercent BETWEEN 0 AND 100),
    TriggerSource  nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    IsCaptured     bit           NOT NULL CONSTRAINT DF_EventType_IsCaptured DEFAULT (1),
    IsMapped       bit           NOT NULL CONSTRAINT DF_EventType_IsMapped DEFAULT (1),
    PurgedBefore   datetime2(3)  NULL,          -- facts before it count as delivered: their rows are gone
    CreatedAt      datetime2(3)  NOT NULL CONSTRAINT DF_EventType_CreatedAt DEFAULT (SYSUTCDATETIME())
);

-- What Customer.io last accepted of a person.
CREATE TABLE outbox.Person
(
    PersonId       nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_Person PRIMARY KEY CLUSTERED,
    AttributesHash varchar(64)   COLLATE Latin1_General_100_BIN2 NULL,          -- NULL where the last answer was ambiguous
    Stamp          bigint        NOT NULL,      -- unix seconds
    SentAt         datetime2(3)  NOT NULL CONSTRAINT DF_Person_SentAt DEFAULT (SYSUTCDATETIME()),
    FirstSentAt    datetime2(3)  NULL,          -- when Customer.io first accepted the person: a merge waits for some time after it
    Baseline       nvarchar(4000) COLLATE Latin1_General_100_BIN2 NULL          -- the shop's opt-outs, and hashes of the addresses, as Customer.io last accepted them
);

-- What a capture or shaping could not take. A statement's fault says of how many rows.
CREATE TABLE outbox.Fault
(
    FaultId    bigint         NOT NULL CONSTRAINT DF_Fault_FaultId DEFAULT (NEXT VALUE FOR outbox.FaultNumber)
                              CONSTRAINT PK_Fault PRIMARY KEY CLUSTERED,
    MessageId  bigint         NULL,
    CapturedBy nvarchar(300)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    Code       varchar(8)     COLLATE Latin1_General_100_BIN2 NOT NULL,
    Field      nvarchar(300)  COLLATE Latin1_General_100_BIN2 NULL,
    Detail     nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
    RowsHit    bigint         NULL,
    CreatedAt  datetime2(3)   NOT NULL CONSTRAINT DF_Fault_CreatedAt DEFAULT (SYSUTCDATETIME())
);

-- Health looks at the last seven days of them; outbox.Purge removes those of long ago.
CREATE NONCLUSTERED INDEX IX_Fault_CreatedAt ON outbox.Fault (CreatedAt) INCLUDE (Code, CapturedBy);

-- Where outbox.Purge has come to, and the rows that it passed over, since they were pending or dead.
CREATE TABLE outbox.Upkeep
(
    Upkeep    tinyint NOT NULL CONSTRAINT PK_Upkeep PRIMARY KEY CLUSTERED CONSTRAINT CK_Upkeep_Single CHECK (Upkeep = 1),
    TrimmedTo bigint  NOT NULL
);

INSERT outbox.Upkeep (Upkeep, TrimmedTo) VALUES (1, 0);

CREATE TABLE outbox.PurgeLater (MessageId bigint NOT NULL CONSTRAINT PK_PurgeLater PRIMARY KEY CLUSTERED);

-- One row a request.
CREATE TABLE outbox.Attempt
(
    AttemptId    bigint         IDENTITY (1, 1) NOT NULL CONSTRAINT PK_Attempt PRIMARY KEY CLUSTERED,
    StartedAt    datetime2(3)   NOT NULL,
    DurationMs   int            NOT NULL,
    Items        int            NOT NULL,
    Bytes        int            NOT NULL,
    HttpStatus   int            NULL,
    Answer       varchar(30)    COLLATE Latin1_General_100_BIN2 NOT NULL,
    Detail       nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
    FirstMessage bigint         NULL,
    LastMessage  bigint         NULL
);

CREATE TABLE outbox.Mapping
(
    MappingId int           IDENTITY (1, 1) NOT NULL CONSTRAINT PK_Mapping PRIMARY KEY CLUSTERED,
    Text      nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Catalog   nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Hash      char(64)      COLLATE Latin1_General_100_BIN2 NOT NULL,
    StoredAt  datetime2(3)  NOT NULL CONSTRAINT DF_Mapping_StoredAt DEFAULT (SYSUTCDATETIME())
);

-- The triggers as deployed. A table whose row says IsEnabled = 0 captures nothing and leaves faults.
CREATE TABLE outbox.Capture
(
    SchemaName  nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TableName   nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TriggerName nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Hash        char(64)      COLLATE Latin1_General_100_BIN2 NOT NULL,          -- of the text that migrate ran
    Definition  binary(32)    NULL,              -- of the definition as the server keeps it: another one is drift
    TriggerId   int           NULL,              -- its object's number: a trigger follows its table through sp_rename and ALTER SCHEMA … TRANSFER
    IsEnabled   bit           NOT NULL CONSTRAINT DF_Capture_IsEnabled DEFAULT (1),
    DeployedAt  datetime2(3)  NOT NULL CONSTRAINT DF_Capture_DeployedAt DEFAULT (SYSUTCDATETIME()),
    CONSTRAINT PK_Capture PRIMARY KEY CLUSTERED (SchemaName, TableName)
);

-- The columns of its table that a trigger names. Without one of them it is invalid, and every write of the table fails (error 207).
CREATE TABLE outbox.CaptureColumn
(
    SchemaName nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    TableName  nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ColumnName nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Kind       varchar(20)   COLLATE Latin1_General_100_BIN2 NOT NULL,          -- of its values
    MappedAt   nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL,          -- where the mapping names it
    CONSTRAINT PK_CaptureColumn PRIMARY KEY CLUSTERED (SchemaName, TableName, ColumnName)
);

-- The objects that are run again when their text changes: the product's own and those made of the mapping.
CREATE TABLE outbox.Module
(
    Name        nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_Module PRIMARY KEY CLUSTERED,
    IsGenerated bit           NOT NULL,
    Hash        char(64)      COLLATE Latin1_General_100_BIN2 NOT NULL,
    Definition  binary(32)    NULL,
    DeployedAt  datetime2(3)  NOT NULL CONSTRAINT DF_Module_DeployedAt DEFAULT (SYSUTCDATETIME())
);

-- A lane is free (no owner), held (an owner, LeasedUntil ahead) or expired (an owner, LeasedUntil past).
CREATE TABLE outbox.Lane
(
    Lane        tinyint       NOT NULL CONSTRAINT PK_Lane PRIMARY KEY CLUSTERED,
    Owner       nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    Token       bigint        NOT NULL CONSTRAINT DF_Lane_Token DEFAULT (0),    -- rises with every owner: what an earlier one decides is refused
    LeaseMs     int           NOT NULL CONSTRAINT DF_Lane_LeaseMs DEFAULT (0),  -- as the owner counts it
    LeasedUntil datetime2(3)  NULL
);

INSERT outbox.Lane (Lane)
SELECT n.Lane
FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15)) AS n (Lane);

-- One that was not seen for its own LeaseMs is not counted.
CREATE TABLE outbox.Dispatcher
(
    Owner     nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_Dispatcher PRIMARY KEY CLUSTERED,
    Host      nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Version   nvarchar(50)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    LeaseMs   int           NOT NULL,
    StartedAt datetime2(3)  NOT NULL,
    SeenAt    datetime2(3)  NOT NULL
);

-- At most one row: a dispatcher that finds another server, database or workspace sends nothing.
CREATE TABLE outbox.Binding
(
    Binding       tinyint       NOT NULL CONSTRAINT PK_Binding PRIMARY KEY CLUSTERED
                                CONSTRAINT CK_Binding_Single CHECK (Binding = 1),
    ServerName    nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    DatabaseName  nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    EnvironmentId bigint        NOT NULL,
    Region        varchar(10)   COLLATE Latin1_General_100_BIN2 NOT NULL,
    BoundAt       datetime2(3)  NOT NULL
);

-- At most one row. Sending is held while HeldAt is not NULL: too large a share of the rows settled within a minute died.
CREATE TABLE outbox.Brake
(
    Brake         tinyint       NOT NULL CONSTRAINT PK_Brake PRIMARY KEY CLUSTERED
                                CONSTRAINT CK_Brake_Single CHECK (Brake = 1),
    HeldAt        datetime2(3)  NULL,
    HeldBy        nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    Dead          int           NOT NULL,       -- of Settled rows, as the dispatcher counted that held it
    Settled       int           NOT NULL,
    Code          varchar(8)    COLLATE Latin1_General_100_BIN2 NULL,           -- of most reasons
    ProbedAt      datetime2(3)  NULL,           -- a dispatcher tried a request
    ResumedAt     datetime2(3)  NULL,
    AcceptedUntil datetime2(3)  NULL            -- until then somebody has accepted that rows die in any number
);

-- What operators did: who, what, when. EndedAt is NULL of what was broken off, and can be run again.
CREATE TABLE outbox.Operation
(
    OperationId bigint         IDENTITY (1, 1) NOT NULL CONSTRAINT PK_Operation PRIMARY KEY CLUSTERED,
    Name        varchar(30)    COLLATE Latin1_General_100_BIN2 NOT NULL,
    DoneBy      nvarchar(256)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    Parameters  nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
    StartedAt   datetime2(3)   NOT NULL,
    EndedAt     datetime2(3)   NULL,
    RowsChanged bigint         NULL
);

-- A schedule's view may read WindowFrom and WindowTo of its own row: the run under way covers what lies between.
CREATE TABLE outbox.Schedule
(
    Name          nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_Schedule PRIMARY KEY CLUSTERED,
    WindowFrom    datetime2(3)  NULL,
    WindowTo      datetime2(3)  NULL,
    LastSuccessAt datetime2(3)  NULL,
    LastEvents    int           NULL,
    LastFailureAt datetime2(3)  NULL
);

-- Parts of the mapping whose rows wait, since the shop's tables lack what they need. Each is tried again from RetryAt on.
CREATE TABLE outbox.Held
(
    Part    nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_Held PRIMARY KEY CLUSTERED,
    Error   nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Subject nvarchar(300) COLLATE Latin1_General_100_BIN2 NULL,
    Line    int           NULL,
    HeldAt  datetime2(3)  NOT NULL,
    RetryAt datetime2(3)  NOT NULL
);

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
-- proof. Nobody is known here by id or e-mail, only by hashes: a suppression blocks the id and the e-mail.
CREATE TABLE outbox.Removal
(
    PersonHash  char(64)     COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_Removal PRIMARY KEY CLUSTERED,
    Kind        varchar(8)   COLLATE Latin1_General_100_BIN2 NOT NULL,      -- delete, suppress, forget
    RequestedAt datetime2(3) NULL,
    RemovedAt   datetime2(3) NOT NULL,      -- Customer.io accepted it
    RowsErased  bigint       NULL,          -- of a person who was forgotten
    EmailHash   varchar(64)  COLLATE Latin1_General_100_BIN2 NULL           -- of the e-mail at Customer.io when it was accepted
);

CREATE NONCLUSTERED INDEX IX_Removal_EmailHash ON outbox.Removal (EmailHash) WHERE EmailHash IS NOT NULL;

-- The values that depend on the clock, as the last refresh saw them: a person whose row of the refresh's view has another
-- hash is touched.
CREATE TABLE outbox.Refreshed
(
    PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT PK_Refreshed PRIMARY KEY CLUSTERED,
    Lane      tinyint       NOT NULL,
    Hash      varbinary(32) NOT NULL,
    SeenAt    datetime2(3)  NOT NULL CONSTRAINT DF_Refreshed_SeenAt DEFAULT (SYSUTCDATETIME())
);

-- A person has an address at Customer.io (AddressHash), gives one up with the identify under way (Former), or waits for one
-- that another person has (Wanted): an e-mail, and a phone where the workspace identifies people by it. E-mails stand here as
-- SHA-256 of the trimmed address in lower case, phones as that of 'phone:' and the number, never as they are.
CREATE TABLE outbox.Address
(
    PersonId    nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Kind        varchar(5)    COLLATE Latin1_General_100_BIN2 NOT NULL,     -- email, phone
    PersonKey   nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    AddressHash varchar(64)   COLLATE Latin1_General_100_BIN2 NULL,
    Former      varchar(64)   COLLATE Latin1_General_100_BIN2 NULL,
    Wanted      varchar(64)   COLLATE Latin1_General_100_BIN2 NULL,
    NotedAt     datetime2(3)  NOT NULL CONSTRAINT DF_Address_NotedAt DEFAULT (SYSUTCDATETIME()),
    CONSTRAINT PK_Address PRIMARY KEY CLUSTERED (PersonId, Kind)
);

CREATE NONCLUSTERED INDEX IX_Address_AddressHash ON outbox.Address (AddressHash);
CREATE NONCLUSTERED INDEX IX_Address_Former ON outbox.Address (Former) WHERE Former IS NOT NULL;
CREATE NONCLUSTERED INDEX IX_Address_Wanted ON outbox.Address (Wanted) WHERE Wanted IS NOT NULL;
GO

-- A row is known by its number and by when it was written, a lane by its owner and the token: numbers of a sequence and
-- tokens are data of the database, and after a restore in place or a failover with loss they are dealt again.
CREATE TYPE outbox.MessageList AS TABLE (MessageId bigint NOT NULL PRIMARY KEY, CreatedAt datetime2(3) NOT NULL);
CREATE TYPE outbox.KeyList AS TABLE ([Key] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY);
CREATE TYPE outbox.OutcomeList AS TABLE
(
    MessageId bigint         NOT NULL PRIMARY KEY,
    CreatedAt datetime2(3)   NOT NULL,
    Status    varchar(8)     COLLATE Latin1_General_100_BIN2 NOT NULL,
    Reason    nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE TYPE outbox.ShapedList AS TABLE
(
    MessageId  bigint        NOT NULL PRIMARY KEY,
    CreatedAt  datetime2(3)  NOT NULL,
    PersonKey  nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
    PersonId   nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    SentAs     nvarchar(255) COLLATE Latin1_General_100_BIN2 NULL,
    OccurredAt datetime2(3)  NULL,
    Properties nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE TYPE outbox.PersonList AS TABLE
(
    PersonId       nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    AttributesHash varchar(64)   COLLATE Latin1_General_100_BIN2 NULL,
    Stamp          bigint        NOT NULL,
    Baseline       nvarchar(4000) COLLATE Latin1_General_100_BIN2 NULL          -- NULL: what is known stays
);
CREATE TYPE outbox.FaultList AS TABLE
(
    MessageId  bigint         NULL,
    CreatedAt  datetime2(3)   NULL,
    CapturedBy nvarchar(300)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    Code       varchar(8)     COLLATE Latin1_General_100_BIN2 NOT NULL,
    Field      nvarchar(300)  COLLATE Latin1_General_100_BIN2 NULL,
    Detail     nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE TYPE outbox.LaneTokenList AS TABLE
(
    Lane  tinyint       NOT NULL PRIMARY KEY,
    Token bigint        NOT NULL,
    Owner nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL
);
CREATE TYPE outbox.RouteList AS TABLE
(
    MessageId  bigint        NOT NULL PRIMARY KEY,
    CreatedAt  datetime2(3)  NOT NULL,
    PersonKey  nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
    GuestEmail nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL
);
CREATE TYPE outbox.MoveList AS TABLE
(
    MessageId bigint        NOT NULL PRIMARY KEY,
    CreatedAt datetime2(3)  NOT NULL,
    Lane      tinyint       NOT NULL,       -- from which it was read
    PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PersonId  nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL
);
CREATE TYPE outbox.GuestList AS TABLE
(
    PersonId  nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    PersonKey nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PrimaryId nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Stage     varchar(8)    COLLATE Latin1_General_100_BIN2 NOT NULL        -- linked, merging, merged
);
CREATE TYPE outbox.RemovalList AS TABLE
(
    PersonHash  char(64)      COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    Kind        varchar(8)    COLLATE Latin1_General_100_BIN2 NOT NULL,     -- delete, suppress, forget, restore
    PersonId    nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PersonKey   nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
    RequestedAt datetime2(3)  NOT NULL,
    EmailHash   varchar(64)   COLLATE Latin1_General_100_BIN2 NULL      -- the shop's, where no identify claimed one
);
CREATE TYPE outbox.DelayList AS TABLE (MessageId bigint NOT NULL PRIMARY KEY, CreatedAt datetime2(3) NOT NULL, DelayMs int NOT NULL);
CREATE TYPE outbox.AddressList AS TABLE
(
    PersonId    nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Kind        varchar(5)    COLLATE Latin1_General_100_BIN2 NOT NULL,
    PersonKey   nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    AddressHash varchar(64)   COLLATE Latin1_General_100_BIN2 NULL,
    PersonHash  char(64)      COLLATE Latin1_General_100_BIN2 NOT NULL,
    PRIMARY KEY (PersonId, Kind)
);
GO

IF DATABASE_PRINCIPAL_ID(N'outbox_dispatcher') IS NULL CREATE ROLE outbox_dispatcher AUTHORIZATION dbo;
IF DATABASE_PRINCIPAL_ID(N'outbox_operator') IS NULL CREATE ROLE outbox_operator AUTHORIZATION dbo;
IF DATABASE_PRINCIPAL_ID(N'outbox_auditor') IS NULL CREATE ROLE outbox_auditor AUTHORIZATION dbo;
IF DATABASE_PRINCIPAL_ID(N'outbox_writer') IS NULL CREATE ROLE outbox_writer AUTHORIZATION dbo;

-- Nobody logs in as this user. Modules that must see definitions which their callers may not see run as it.
IF DATABASE_PRINCIPAL_ID(N'outbox_catalog') IS NULL CREATE USER outbox_catalog WITHOUT LOGIN;
GO
