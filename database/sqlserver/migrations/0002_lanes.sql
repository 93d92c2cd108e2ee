/*
  Purpose     Who owns which lane, which dispatchers live, what the outbox is bound to, when schedules ran.
  Caller      outbox migrate, once, in a transaction of its own.
  Locks       Every table is new. The index of dead rows reads outbox.Message once, under a shared lock: writers of the
              shop wait for it on a server that has a large outbox already.
  On failure  Nothing of it stays.
  Notes       All times are UTC, by the database's clock.
*/

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
    Host      nvarchar(128) NOT NULL,
    Version   nvarchar(50)  NOT NULL,
    LeaseMs   int           NOT NULL,
    StartedAt datetime2(3)  NOT NULL,
    SeenAt    datetime2(3)  NOT NULL
);

-- At most one row: a dispatcher that finds another server, database or workspace sends nothing.
CREATE TABLE outbox.Binding
(
    Binding       tinyint       NOT NULL CONSTRAINT PK_Binding PRIMARY KEY CLUSTERED
                                CONSTRAINT CK_Binding_Single CHECK (Binding = 1),
    ServerName    nvarchar(256) NOT NULL,
    DatabaseName  nvarchar(400) NOT NULL,
    EnvironmentId bigint        NOT NULL,
    Region        varchar(10)   NOT NULL,
    BoundAt       datetime2(3)  NOT NULL
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
GO

-- Dead rows are counted every few seconds, and looked at by operators.
CREATE NONCLUSTERED INDEX IX_Message_Dead ON outbox.Message (MessageId) WHERE Status = 'dead';
GO

CREATE TYPE outbox.LaneTokenList AS TABLE (Lane tinyint NOT NULL PRIMARY KEY, Token bigint NOT NULL);
CREATE TYPE outbox.RouteList AS TABLE
(
    MessageId  bigint        NOT NULL PRIMARY KEY,
    PersonKey  nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
    GuestEmail nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL
);
GO
