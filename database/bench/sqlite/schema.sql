/*
  Purpose     The tables of the benchmark's shop. PlainOrders is Orders without a trigger, BareOrders has the least that a
              trigger can be; bench_Item is the queue of the baselines: the bytes to send and a state, nothing else.
  Caller      outbox bench, once, in a database of its own.
  On failure  The benchmark stops.
*/
PRAGMA journal_mode = WAL;

CREATE TABLE bench_Number (n INTEGER NOT NULL PRIMARY KEY);

INSERT INTO bench_Number (n)
WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 10000)
SELECT n FROM s;

CREATE TABLE Customers
(
    CustomerId    INTEGER       NOT NULL PRIMARY KEY,
    Email         NVARCHAR(254) NOT NULL,
    FirstName     NVARCHAR(60)  NOT NULL,
    LoyaltyPoints INTEGER       NOT NULL
);

CREATE TABLE Orders
(
    OrderId     INTEGER       NOT NULL PRIMARY KEY,
    OrderNumber VARCHAR(20)   NOT NULL,
    CustomerId  INTEGER       NOT NULL,
    Channel     VARCHAR(8)    NOT NULL,
    Currency    CHAR(3)       NOT NULL,
    Total       DECIMAL(19,4) NOT NULL,
    CouponCode  NVARCHAR(20)  NULL,
    PlacedAtUtc DATETIME      NOT NULL
);

CREATE TABLE PlainOrders
(
    OrderId     INTEGER       NOT NULL PRIMARY KEY,
    OrderNumber VARCHAR(20)   NOT NULL,
    CustomerId  INTEGER       NOT NULL,
    Channel     VARCHAR(8)    NOT NULL,
    Currency    CHAR(3)       NOT NULL,
    Total       DECIMAL(19,4) NOT NULL,
    CouponCode  NVARCHAR(20)  NULL,
    PlacedAtUtc DATETIME      NOT NULL
);

CREATE TABLE BareOrders
(
    OrderId     INTEGER       NOT NULL PRIMARY KEY,
    OrderNumber VARCHAR(20)   NOT NULL,
    CustomerId  INTEGER       NOT NULL,
    Channel     VARCHAR(8)    NOT NULL,
    Currency    CHAR(3)       NOT NULL,
    Total       DECIMAL(19,4) NOT NULL,
    CouponCode  NVARCHAR(20)  NULL,
    PlacedAtUtc DATETIME      NOT NULL
);

-- WriteByHand.sql's second statement, by the row: no switches, no net, nothing that keeps a value from failing the write.
CREATE TRIGGER bench_BareOrders_insert
AFTER INSERT ON BareOrders
BEGIN
    INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured)
    VALUES (
        'event',
        'order_placed',
        'order_placed:' || NEW.OrderId,
        'order_placed',
        CAST(NEW.CustomerId AS TEXT),
        CAST(NEW.PlacedAtUtc AS TEXT),
        'UTC',
        json_object(
            'OrderId', NEW.OrderId,
            'CustomerId', NEW.CustomerId,
            'PlacedAtUtc', NEW.PlacedAtUtc,
            'OrderNumber', NEW.OrderNumber,
            'Channel', NEW.Channel,
            'Currency', NEW.Currency,
            'Total', NEW.Total,
            'CouponCode', NEW.CouponCode));
END;

CREATE TABLE bench_Item
(
    ItemId INTEGER NOT NULL PRIMARY KEY,
    Item   BLOB    NOT NULL,
    Status TEXT    NOT NULL DEFAULT 'pending',
    SentAt TEXT    NULL
);

CREATE INDEX bench_IX_Item_Pending ON bench_Item (ItemId) WHERE Status = 'pending';
