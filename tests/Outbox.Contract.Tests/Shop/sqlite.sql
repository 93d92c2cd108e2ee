-- A small shop for the contract suite. No foreign key but one: most tests write a table without its neighbours.
CREATE TABLE Customers (
    CustomerId INTEGER       NOT NULL PRIMARY KEY,
    AccountNo  NVARCHAR(20)  NULL UNIQUE,
    Email      NVARCHAR(200) NULL COLLATE NOCASE,
    Tier       NVARCHAR(20)  NULL,
    Note       NVARCHAR(200) NULL,
    IsTest     BIT           NOT NULL DEFAULT 0,
    DeletedAt  DATETIME      NULL
);

CREATE TABLE Orders (
    OrderId     INTEGER        NOT NULL PRIMARY KEY,
    CustomerId  INT            NULL,
    GuestEmail  NVARCHAR(200)  NULL,
    Status      NVARCHAR(20)   NULL,
    Total       DECIMAL(10, 2) NULL,
    Currency    CHAR(3)        NULL,
    StoreId     INT            NULL,
    IsOnline    BIT            NOT NULL DEFAULT 1,
    CompletedAt DATETIME       NULL,
    Code        NVARCHAR(20)   NULL
);

CREATE TABLE OrderLines (
    OrderLineId INTEGER      NOT NULL PRIMARY KEY,
    OrderId     INT          NOT NULL REFERENCES Orders (OrderId) ON DELETE CASCADE,
    Sku         NVARCHAR(20) NOT NULL,
    Quantity    INT          NOT NULL
);

CREATE TABLE Products (
    Sku      NVARCHAR(20)   NOT NULL PRIMARY KEY,
    Category NVARCHAR(20)   NULL,
    Price    DECIMAL(10, 2) NULL
);

CREATE TABLE Stores (
    StoreId INTEGER      NOT NULL PRIMARY KEY,
    Name    NVARCHAR(40) NOT NULL
);

CREATE TABLE Refunds (
    RefundId INTEGER        NOT NULL PRIMARY KEY,
    OrderId  INT            NOT NULL,
    Amount   DECIMAL(10, 2) NULL
);

CREATE TABLE LifecycleEvents (
    event_id    NVARCHAR(40)   NOT NULL PRIMARY KEY,
    event_name  NVARCHAR(40)   NOT NULL,
    customer_id INT            NULL,
    timestamp   DATETIME       NOT NULL,
    properties  NVARCHAR(2000) NULL
);

CREATE TABLE Keys (
    KeyId        INTEGER          NOT NULL PRIMARY KEY,
    ADate        DATE             NULL,
    ATime        DATETIME         NULL,
    AMoment      DATETIMEOFFSET   NULL,
    AGuid        UNIQUEIDENTIFIER NULL,
    AText        NVARCHAR(200)    NULL,
    AnotherText  NVARCHAR(200)    NULL,
    ANumber      BIGINT           NULL,
    AFlag        BIT              NULL
);

CREATE VIEW CustomerLifecycle AS
SELECT o.CustomerId, COUNT(*) AS order_count, MAX(o.CompletedAt) AS last_order_date
FROM Orders AS o
WHERE o.Status = 'Completed'
GROUP BY o.CustomerId;

CREATE VIEW OrderFacts AS
SELECT l.OrderId, SUM(l.Quantity) AS unit_count
FROM OrderLines AS l
GROUP BY l.OrderId;

CREATE VIEW ReplenishmentDue AS
SELECT o.CustomerId, date(o.CompletedAt, '+30 days') AS DueDate, o.CompletedAt AS DueAt, o.Total
FROM Orders AS o
WHERE o.Status = 'Completed';
