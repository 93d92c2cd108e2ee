/*
  Purpose     The tables of the benchmark's shop. PlainOrders is Orders without a trigger, BareOrders has the least that a
              trigger can be; bench.Item is the queue of the baselines: the bytes to send and a state, nothing else.
  Caller      outbox bench, once, in a database of its own.
  Locks       None that anybody meets: the database is new.
  On failure  The benchmark stops.
*/
CREATE SCHEMA bench;
GO

CREATE TABLE bench.Number (n int NOT NULL CONSTRAINT PK_Number PRIMARY KEY CLUSTERED);

WITH d (n) AS (SELECT n FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS v (n))
INSERT INTO bench.Number (n)
SELECT a.n + 10 * b.n + 100 * c.n + 1000 * e.n + 1
FROM d AS a CROSS JOIN d AS b CROSS JOIN d AS c CROSS JOIN d AS e;
GO

CREATE TABLE dbo.Customers
(
    CustomerId    int           NOT NULL CONSTRAINT PK_Customers PRIMARY KEY CLUSTERED,
    Email         nvarchar(254) NOT NULL,
    FirstName     nvarchar(60)  NOT NULL,
    LoyaltyPoints int           NOT NULL
);

CREATE TABLE dbo.Orders
(
    OrderId     int           NOT NULL CONSTRAINT PK_Orders PRIMARY KEY CLUSTERED,
    OrderNumber varchar(20)   NOT NULL,
    CustomerId  int           NOT NULL,
    Channel     varchar(8)    NOT NULL,
    Currency    char(3)       NOT NULL,
    Total       decimal(19,4) NOT NULL,
    CouponCode  nvarchar(20)  NULL,
    PlacedAtUtc datetime2(3)  NOT NULL
);

CREATE TABLE dbo.PlainOrders
(
    OrderId     int           NOT NULL CONSTRAINT PK_PlainOrders PRIMARY KEY CLUSTERED,
    OrderNumber varchar(20)   NOT NULL,
    CustomerId  int           NOT NULL,
    Channel     varchar(8)    NOT NULL,
    Currency    char(3)       NOT NULL,
    Total       decimal(19,4) NOT NULL,
    CouponCode  nvarchar(20)  NULL,
    PlacedAtUtc datetime2(3)  NOT NULL
);

CREATE TABLE dbo.BareOrders
(
    OrderId     int           NOT NULL CONSTRAINT PK_BareOrders PRIMARY KEY CLUSTERED,
    OrderNumber varchar(20)   NOT NULL,
    CustomerId  int           NOT NULL,
    Channel     varchar(8)    NOT NULL,
    Currency    char(3)       NOT NULL,
    Total       decimal(19,4) NOT NULL,
    CouponCode  nvarchar(20)  NULL,
    PlacedAtUtc datetime2(3)  NOT NULL
);

CREATE TABLE bench.Item
(
    ItemId int            NOT NULL CONSTRAINT PK_Item PRIMARY KEY CLUSTERED,
    Item   varbinary(max) NOT NULL,
    Status varchar(8)     NOT NULL CONSTRAINT DF_Item_Status DEFAULT ('pending'),
    SentAt datetime2(3)   NULL
);

CREATE NONCLUSTERED INDEX IX_Item_Pending ON bench.Item (ItemId) WHERE Status = 'pending';
GO

-- WriteByHand.sql's second statement: no switches, no net, no session options.
CREATE TRIGGER dbo.bench_BareOrders
ON dbo.BareOrders
AFTER INSERT
AS
SET NOCOUNT ON;
INSERT INTO outbox.Message (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
SELECT
    'event',
    N'order_placed',
    N'order_placed:' + CONVERT(nvarchar(20), o.OrderId),
    N'order_placed',
    CONVERT(nvarchar(20), o.CustomerId),
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', CONVERT(nvarchar(20), o.CustomerId)), 1, 1)) & 15,
    CONVERT(nvarchar(27), o.PlacedAtUtc, 121),
    'UTC',
    (
        SELECT o.OrderId, o.CustomerId, o.PlacedAtUtc, o.OrderNumber, o.Channel, o.Currency, o.Total, o.CouponCode
        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
    )
FROM inserted AS o;
