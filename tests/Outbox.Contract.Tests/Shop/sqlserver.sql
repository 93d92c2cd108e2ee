-- A small shop for the contract suite. No foreign key but one: most tests write a table without its neighbours.
CREATE TABLE dbo.Customers
(
    CustomerId int           NOT NULL CONSTRAINT PK_Customers PRIMARY KEY,
    AccountNo  nvarchar(20)  NULL,
    Email      nvarchar(200) NULL,
    Tier       nvarchar(20)  NULL,
    Note       nvarchar(200) NULL,
    IsTest     bit           NOT NULL CONSTRAINT DF_Customers_IsTest DEFAULT 0,
    DeletedAt  datetime2(3)  NULL
);

CREATE UNIQUE INDEX UX_Customers_AccountNo ON dbo.Customers (AccountNo) WHERE AccountNo IS NOT NULL;

CREATE TABLE dbo.Orders
(
    OrderId     int            NOT NULL CONSTRAINT PK_Orders PRIMARY KEY,
    CustomerId  int            NULL,
    GuestEmail  nvarchar(200)  NULL,
    Status      nvarchar(20)   NULL,
    Total       decimal(10, 2) NULL,
    Currency    char(3)        NULL,
    StoreId     int            NULL,
    IsOnline    bit            NOT NULL CONSTRAINT DF_Orders_IsOnline DEFAULT 1,
    CompletedAt datetime2(3)   NULL,
    Code        nvarchar(20)   NULL
);

CREATE TABLE dbo.OrderLines
(
    OrderLineId int          NOT NULL CONSTRAINT PK_OrderLines PRIMARY KEY,
    OrderId     int          NOT NULL CONSTRAINT FK_OrderLines_Orders REFERENCES dbo.Orders (OrderId) ON DELETE CASCADE,
    Sku         nvarchar(20) NOT NULL,
    Quantity    int          NOT NULL
);

CREATE TABLE dbo.Products
(
    Sku      nvarchar(20)   NOT NULL CONSTRAINT PK_Products PRIMARY KEY,
    Category nvarchar(20)   NULL,
    Price    decimal(10, 2) NULL
);

CREATE TABLE dbo.Stores
(
    StoreId int          NOT NULL CONSTRAINT PK_Stores PRIMARY KEY,
    Name    nvarchar(40) NOT NULL
);

CREATE TABLE dbo.Refunds
(
    RefundId int            NOT NULL CONSTRAINT PK_Refunds PRIMARY KEY,
    OrderId  int            NOT NULL,
    Amount   decimal(10, 2) NULL
);

CREATE TABLE dbo.LifecycleEvents
(
    event_id    nvarchar(40)   NOT NULL CONSTRAINT PK_LifecycleEvents PRIMARY KEY,
    event_name  nvarchar(40)   NOT NULL,
    customer_id int            NULL,
    [timestamp] datetime2(3)   NOT NULL,
    properties  nvarchar(2000) NULL
);

CREATE TABLE dbo.Keys
(
    KeyId        int               NOT NULL CONSTRAINT PK_Keys PRIMARY KEY,
    ADate        date              NULL,
    ATime        datetime2(7)      NULL,
    AMoment      datetimeoffset(7) NULL,
    AGuid        uniqueidentifier  NULL,
    AText        nvarchar(200)     NULL,
    AnotherText  nvarchar(200)     NULL,
    ANumber      bigint            NULL,
    AFlag        bit               NULL,
    AnyText      nvarchar(max)     NULL
);
GO

CREATE VIEW dbo.CustomerLifecycle AS
SELECT o.CustomerId, COUNT(*) AS order_count, MAX(o.CompletedAt) AS last_order_date
FROM dbo.Orders AS o
WHERE o.Status = 'Completed'
GROUP BY o.CustomerId;
GO

CREATE VIEW dbo.OrderFacts AS
SELECT l.OrderId, SUM(l.Quantity) AS unit_count
FROM dbo.OrderLines AS l
GROUP BY l.OrderId;
GO

CREATE VIEW dbo.ReplenishmentDue AS
SELECT o.CustomerId, CONVERT(date, DATEADD(day, 30, o.CompletedAt)) AS DueDate, o.CompletedAt AS DueAt, o.Total
FROM dbo.Orders AS o
WHERE o.Status = 'Completed';
GO
