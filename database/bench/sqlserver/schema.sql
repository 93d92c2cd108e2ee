/*
  Purpose     The tables of the benchmark's shop. PlainOrders is Orders without a trigger; bench.Item is the queue of the
              baselines: the bytes to send and a state, nothing else.
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

CREATE TABLE bench.Item
(
    ItemId int            NOT NULL CONSTRAINT PK_Item PRIMARY KEY CLUSTERED,
    Item   varbinary(max) NOT NULL,
    Status varchar(8)     NOT NULL CONSTRAINT DF_Item_Status DEFAULT ('pending'),
    SentAt datetime2(3)   NULL
);

CREATE NONCLUSTERED INDEX IX_Item_Pending ON bench.Item (ItemId) WHERE Status = 'pending';
