/*
    Coffee shop: the sample shop on SQL Server 2017 and later.

    Purpose   A small shop for consumables, shaped by its own business and not by what outbox.yml can say.
    Run by    A database owner, once, in an empty database: sqlcmd -I -b -i schema.sql, then seed.sql.
    Schemas   dbo has what the shop writes; reporting has the views that outbox.yml reads.
    Keys      IDENTITY, but for Orders: its numbers are printed before the row exists, so they come from a SEQUENCE.
    Times     datetime2(3) in UTC where the name ends in Utc, the shop's wall clock where it ends in Local,
              datetimeoffset(3) for what carriers report.
    Money     decimal(19, 4); money for the catalogue, which purchasing has kept that way for years.
*/
SET QUOTED_IDENTIFIER, ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL ON;
SET NUMERIC_ROUNDABORT OFF;
SET NOCOUNT, XACT_ABORT ON;
GO

CREATE SCHEMA reporting AUTHORIZATION dbo;
GO

-- People -------------------------------------------------------------------------------------------------------------

CREATE TABLE dbo.Customers
(
    CustomerId     int           NOT NULL IDENTITY CONSTRAINT PK_Customers PRIMARY KEY,
    Email          nvarchar(254) NOT NULL,
    FirstName      nvarchar(80)  NOT NULL,
    LastName       nvarchar(80)  NOT NULL,
    Phone          varchar(32)   NULL,                    -- as typed; PhoneCountry says how to read it
    PhoneCountry   char(2)       NULL,                    -- ISO 3166
    MarketingOptIn bit           NOT NULL CONSTRAINT DF_Customers_MarketingOptIn DEFAULT 0,
    LoyaltyPoints  int           NOT NULL CONSTRAINT DF_Customers_LoyaltyPoints DEFAULT 0,
    Tier           nvarchar(10)  NOT NULL CONSTRAINT DF_Customers_Tier DEFAULT N'Bronze'
                                 CONSTRAINT CK_Customers_Tier CHECK (Tier IN (N'Bronze', N'Silver', N'Gold')),
    IsTest         bit           NOT NULL CONSTRAINT DF_Customers_IsTest DEFAULT 0,   -- the shop's own staff trying things out
    CreatedAtUtc   datetime2(3)  NOT NULL,
    UpdatedAtUtc   datetime2(3)  NOT NULL,
    DeletedAtUtc   datetime2(3)  NULL                     -- soft delete: orders must stay for the books
);

CREATE INDEX IX_Customers_Email ON dbo.Customers (Email) WHERE DeletedAtUtc IS NULL;

-- Products -----------------------------------------------------------------------------------------------------------

CREATE TABLE dbo.Categories
(
    CategoryId int          NOT NULL CONSTRAINT PK_Categories PRIMARY KEY,
    Name       nvarchar(40) NOT NULL CONSTRAINT UQ_Categories_Name UNIQUE
);

CREATE TABLE dbo.Products
(
    ProductId       int           NOT NULL CONSTRAINT PK_Products PRIMARY KEY,   -- given by purchasing
    Sku             varchar(20)   NOT NULL CONSTRAINT UQ_Products_Sku UNIQUE,
    Name            nvarchar(120) NOT NULL,
    CategoryId      int           NOT NULL CONSTRAINT FK_Products_Categories REFERENCES dbo.Categories (CategoryId),
    ListPrice       money         NOT NULL,               -- US dollars; below a cent for what is sold by the piece
    UnitCost        money         NOT NULL,               -- US dollars
    StockOnHand     int           NOT NULL,
    ReorderPoint    int           NOT NULL,
    ConsumptionDays int           NULL                    -- how long one lasts; NULL where it is not used up
);

CREATE TABLE dbo.PriceHistory
(
    PriceHistoryId int          NOT NULL IDENTITY CONSTRAINT PK_PriceHistory PRIMARY KEY,
    ProductId      int          NOT NULL CONSTRAINT FK_PriceHistory_Products REFERENCES dbo.Products (ProductId),
    OldPrice       money        NOT NULL,
    NewPrice       money        NOT NULL,
    ChangedAtUtc   datetime2(3) NOT NULL,
    INDEX IX_PriceHistory_Product (ProductId, ChangedAtUtc)
);

CREATE TABLE dbo.Restocks
(
    RestockId      int          NOT NULL IDENTITY CONSTRAINT PK_Restocks PRIMARY KEY,
    ProductId      int          NOT NULL CONSTRAINT FK_Restocks_Products REFERENCES dbo.Products (ProductId),
    Quantity       int          NOT NULL,
    RestockedAtUtc datetime2(3) NOT NULL,
    INDEX IX_Restocks_Product (ProductId, RestockedAtUtc)
);

CREATE TABLE dbo.Waitlist
(
    WaitlistId     int          NOT NULL IDENTITY CONSTRAINT PK_Waitlist PRIMARY KEY,
    CustomerId     int          NOT NULL CONSTRAINT FK_Waitlist_Customers REFERENCES dbo.Customers (CustomerId),
    ProductId      int          NOT NULL CONSTRAINT FK_Waitlist_Products REFERENCES dbo.Products (ProductId),
    RequestedAtUtc datetime2(3) NOT NULL
);

CREATE TABLE dbo.Wishlist
(
    WishlistId   int          NOT NULL IDENTITY CONSTRAINT PK_Wishlist PRIMARY KEY,
    CustomerId   int          NOT NULL CONSTRAINT FK_Wishlist_Customers REFERENCES dbo.Customers (CustomerId),
    ProductId    int          NOT NULL CONSTRAINT FK_Wishlist_Products REFERENCES dbo.Products (ProductId),
    AddedAtUtc   datetime2(3) NOT NULL,
    RemovedAtUtc datetime2(3) NULL
);

-- Orders -------------------------------------------------------------------------------------------------------------

CREATE SEQUENCE dbo.OrderIds AS bigint START WITH 1000 CACHE 100;

CREATE TABLE dbo.Orders
(
    OrderId        bigint         NOT NULL CONSTRAINT PK_Orders PRIMARY KEY
                                  CONSTRAINT DF_Orders_OrderId DEFAULT NEXT VALUE FOR dbo.OrderIds,
    OrderNumber    varchar(20)    NOT NULL CONSTRAINT UQ_Orders_OrderNumber UNIQUE,
    CustomerId     int            NULL CONSTRAINT FK_Orders_Customers REFERENCES dbo.Customers (CustomerId),
    GuestEmail     nvarchar(254)  NULL,                   -- of a buyer without an account
    Status         varchar(12)    NOT NULL CONSTRAINT CK_Orders_Status CHECK (Status IN ('Placed', 'Completed', 'Canceled')),
    Channel        varchar(8)     NOT NULL CONSTRAINT CK_Orders_Channel CHECK (Channel IN ('web', 'store', 'phone')),
    CurrencyCode   char(3)        NOT NULL,
    Subtotal       decimal(19, 4) NOT NULL CONSTRAINT DF_Orders_Subtotal DEFAULT 0,   -- the header stands before its lines: totals come last
    DiscountTotal  decimal(19, 4) NOT NULL CONSTRAINT DF_Orders_DiscountTotal DEFAULT 0,
    ShippingFee    decimal(19, 4) NOT NULL CONSTRAINT DF_Orders_ShippingFee DEFAULT 0,
    TaxTotal       decimal(19, 4) NOT NULL CONSTRAINT DF_Orders_TaxTotal DEFAULT 0,
    Total          decimal(19, 4) NOT NULL CONSTRAINT DF_Orders_Total DEFAULT 0,      -- what the buyer pays, in CurrencyCode
    BaseTotal      decimal(19, 4) NOT NULL CONSTRAINT DF_Orders_BaseTotal DEFAULT 0,  -- the same in US dollars, for the books
    CouponCode     nvarchar(20)   NULL,
    PlacedAtLocal  datetime2(3)   NOT NULL,               -- the clock on the shop's wall, New York, no offset
    CompletedAtUtc datetime2(3)   NULL,
    CanceledAtUtc  datetime2(3)   NULL,
    RowStamp       rowversion     NOT NULL,
    CONSTRAINT CK_Orders_Buyer CHECK (CustomerId IS NOT NULL OR GuestEmail IS NOT NULL),
    INDEX IX_Orders_Customer (CustomerId, CompletedAtUtc),
    INDEX IX_Orders_Guest (GuestEmail, CompletedAtUtc)
);

CREATE TABLE dbo.OrderLines
(
    OrderId      bigint         NOT NULL CONSTRAINT FK_OrderLines_Orders REFERENCES dbo.Orders (OrderId),
    LineNumber   int            NOT NULL,
    ProductId    int            NOT NULL CONSTRAINT FK_OrderLines_Products REFERENCES dbo.Products (ProductId),
    Quantity     int            NOT NULL CONSTRAINT CK_OrderLines_Quantity CHECK (Quantity > 0),
    UnitPrice    decimal(19, 4) NOT NULL,
    CurrencyCode char(3)        NOT NULL,                 -- a line keeps the currency it was priced in
    CONSTRAINT PK_OrderLines PRIMARY KEY (OrderId, LineNumber),
    INDEX IX_OrderLines_Product (ProductId, OrderId)
);

CREATE TABLE dbo.Payments
(
    PaymentId    int            NOT NULL IDENTITY CONSTRAINT PK_Payments PRIMARY KEY,   -- one row an attempt
    OrderId      bigint         NOT NULL CONSTRAINT FK_Payments_Orders REFERENCES dbo.Orders (OrderId),
    Attempt      int            NOT NULL,
    Amount       decimal(19, 4) NOT NULL,
    CurrencyCode char(3)        NOT NULL,
    Status       varchar(12)    NOT NULL CONSTRAINT CK_Payments_Status CHECK (Status IN ('Pending', 'Captured', 'Failed')),
    FailureCode  varchar(40)    NULL,
    SettledAtUtc datetime2(3)   NULL,
    INDEX IX_Payments_Order (OrderId)
);

-- Shipments and refunds know the order, not the customer.
CREATE TABLE dbo.Shipments
(
    ShipmentId     int               NOT NULL IDENTITY CONSTRAINT PK_Shipments PRIMARY KEY,
    OrderId        bigint            NOT NULL CONSTRAINT FK_Shipments_Orders REFERENCES dbo.Orders (OrderId),
    Carrier        varchar(20)       NOT NULL,
    TrackingNumber varchar(40)       NULL,
    ShippedAt      datetimeoffset(3) NULL,                -- NULL: the label is printed, the parcel is still here
    DeliveredAt    datetimeoffset(3) NULL,                -- the carrier's clock, with its offset
    INDEX IX_Shipments_Order (OrderId)
);

CREATE TABLE dbo.Refunds
(
    RefundId     int            NOT NULL IDENTITY CONSTRAINT PK_Refunds PRIMARY KEY,
    OrderId      bigint         NOT NULL CONSTRAINT FK_Refunds_Orders REFERENCES dbo.Orders (OrderId),
    Amount       decimal(19, 4) NOT NULL,
    CurrencyCode char(3)        NOT NULL,
    BaseAmount   decimal(19, 4) NOT NULL,                 -- US dollars
    Reason       nvarchar(40)   NOT NULL,
    IssuedAtUtc  datetime2(3)   NOT NULL,
    INDEX IX_Refunds_Order (OrderId)
);

-- The buyer's bank has taken the money back.
CREATE TABLE dbo.Chargebacks
(
    ChargebackId int            NOT NULL IDENTITY CONSTRAINT PK_Chargebacks PRIMARY KEY,
    OrderId      bigint         NOT NULL CONSTRAINT FK_Chargebacks_Orders REFERENCES dbo.Orders (OrderId),
    Amount       decimal(19, 4) NOT NULL,
    CurrencyCode char(3)        NOT NULL,
    BaseAmount   decimal(19, 4) NOT NULL,                 -- US dollars
    Reason       nvarchar(40)   NOT NULL,
    OpenedAtUtc  datetime2(3)   NOT NULL,
    INDEX IX_Chargebacks_Order (OrderId)
);

-- Sold, and not here: the buyer waits.
CREATE TABLE dbo.Backorders
(
    BackorderId   int          NOT NULL IDENTITY CONSTRAINT PK_Backorders PRIMARY KEY,
    OrderId       bigint       NOT NULL CONSTRAINT FK_Backorders_Orders REFERENCES dbo.Orders (OrderId),
    ProductId     int          NOT NULL CONSTRAINT FK_Backorders_Products REFERENCES dbo.Products (ProductId),
    Quantity      int          NOT NULL,
    ExpectedOn    date         NULL,
    FoundAtUtc    datetime2(3) NOT NULL,
    ResolvedAtUtc datetime2(3) NULL,
    INDEX IX_Backorders_Order (OrderId)
);

-- Subscriptions ------------------------------------------------------------------------------------------------------

CREATE TABLE dbo.Subscriptions
(
    SubscriptionId int            NOT NULL IDENTITY CONSTRAINT PK_Subscriptions PRIMARY KEY,
    CustomerId     int            NOT NULL CONSTRAINT FK_Subscriptions_Customers REFERENCES dbo.Customers (CustomerId),
    ProductId      int            NOT NULL CONSTRAINT FK_Subscriptions_Products REFERENCES dbo.Products (ProductId),
    PlanName       nvarchar(40)   NOT NULL,
    State          varchar(10)    NOT NULL CONSTRAINT CK_Subscriptions_State CHECK (State IN ('Active', 'Paused', 'Canceled')),
    IntervalDays   int            NOT NULL,
    Price          decimal(19, 4) NOT NULL,
    CurrencyCode   char(3)        NOT NULL,
    StartedAtUtc   datetime2(3)   NOT NULL,
    CanceledAtUtc  datetime2(3)   NULL,
    CancelReason   nvarchar(80)   NULL,
    INDEX IX_Subscriptions_Customer (CustomerId)
);

-- Written beside every change of State. It names the subscription only.
CREATE TABLE dbo.SubscriptionHistory
(
    SubscriptionHistoryId int          NOT NULL IDENTITY CONSTRAINT PK_SubscriptionHistory PRIMARY KEY,
    SubscriptionId        int          NOT NULL CONSTRAINT FK_SubscriptionHistory_Subscriptions REFERENCES dbo.Subscriptions (SubscriptionId),
    FromState             varchar(10)  NULL,
    ToState               varchar(10)  NOT NULL,
    Reason                nvarchar(80) NULL,
    ChangedAtUtc          datetime2(3) NOT NULL,
    INDEX IX_SubscriptionHistory_Subscription (SubscriptionId)
);

-- Carts --------------------------------------------------------------------------------------------------------------

CREATE TABLE dbo.Carts
(
    CartId            uniqueidentifier NOT NULL CONSTRAINT PK_Carts PRIMARY KEY,   -- made by the web site
    CustomerId        int              NULL CONSTRAINT FK_Carts_Customers REFERENCES dbo.Customers (CustomerId),   -- NULL: nobody signed in yet
    State             varchar(10)      NOT NULL CONSTRAINT CK_Carts_State CHECK (State IN ('Open', 'Abandoned', 'Converted')),
    LastActivityAtUtc datetime2(3)     NOT NULL
);

CREATE TABLE dbo.CartLines
(
    CartId    uniqueidentifier NOT NULL CONSTRAINT FK_CartLines_Carts REFERENCES dbo.Carts (CartId),
    ProductId int              NOT NULL CONSTRAINT FK_CartLines_Products REFERENCES dbo.Products (ProductId),
    Quantity  int              NOT NULL,
    UnitPrice money            NOT NULL,                  -- US dollars
    CONSTRAINT PK_CartLines PRIMARY KEY (CartId, ProductId)
);
GO

-- What is computed for outbox.yml ------------------------------------------------------------------------------------

-- A product as a reader of e-mails sees it.
CREATE VIEW reporting.ProductCatalog
AS
SELECT p.ProductId, p.Sku, p.Name, c.Name AS Category
FROM dbo.Products AS p
JOIN dbo.Categories AS c ON c.CategoryId = p.CategoryId;
GO

-- A product as a journey may ask for it: how much there is, and what is earned with it.
CREATE VIEW reporting.ProductFacts
AS
SELECT
    p.ProductId,
    c.Name AS category,
    CASE WHEN p.StockOnHand <= 0 THEN 'none' WHEN p.StockOnHand < p.ReorderPoint THEN 'low' ELSE 'enough' END AS inventory,
    CASE
        WHEN p.ListPrice - p.UnitCost >= 0.5 * p.ListPrice THEN 'high'
        WHEN p.ListPrice - p.UnitCost >= 0.25 * p.ListPrice THEN 'medium'
        ELSE 'low'
    END AS margin_band
FROM dbo.Products AS p
JOIN dbo.Categories AS c ON c.CategoryId = p.CategoryId;
GO

-- Wishes that stand.
CREATE VIEW reporting.WishesNow
AS
SELECT CustomerId, ProductId
FROM dbo.Wishlist
WHERE RemovedAtUtc IS NULL;
GO

-- Who has let ninety days pass since the last order. It comes true without a write: people.refresh looks once a day.
CREATE VIEW reporting.CustomerTimers
AS
SELECT o.CustomerId, CAST(CASE WHEN MAX(o.CompletedAtUtc) < DATEADD(DAY, -90, SYSUTCDATETIME()) THEN 1 ELSE 0 END AS bit) AS is_lapsed
FROM dbo.Orders AS o
WHERE o.Status = 'Completed' AND o.CustomerId IS NOT NULL
GROUP BY o.CustomerId;
GO

-- One row a customer. Of all that stands here is_lapsed alone depends on the clock.
-- Win-back: opted in, has bought, no subscription running; no refund and no cancellation since the last completed order;
-- nothing on back order, and never a chargeback.
CREATE VIEW reporting.CustomerLifecycle
AS
SELECT
    c.CustomerId,
    o.FirstOrderAt AS first_order_date,
    o.LastOrderAt AS last_order_date,
    COALESCE(o.OrderCount, 0) AS order_count,
    CAST(ROUND(100 * (COALESCE(o.Spent, 0) - COALESCE(r.Refunded, 0) - COALESCE(k.ChargedBack, 0)), 0) AS bigint) AS lifetime_value_cents,   -- US cents
    CASE
        WHEN s.ActiveCount > 0 THEN 'active'
        WHEN s.PausedCount > 0 THEN 'paused'
        WHEN s.CanceledCount > 0 THEN 'canceled'
        ELSE 'none'
    END AS subscription_status,
    CAST(CASE
        WHEN c.MarketingOptIn = 1
         AND o.OrderCount > 0
         AND COALESCE(s.ActiveCount, 0) = 0
         AND (r.LastRefundAt IS NULL OR r.LastRefundAt < o.LastOrderAt)
         AND (x.LastCanceledAt IS NULL OR x.LastCanceledAt < o.LastOrderAt)
         AND COALESCE(b.OpenCount, 0) = 0
         AND COALESCE(k.Chargebacks, 0) = 0
        THEN 1 ELSE 0
    END AS bit) AS can_receive_winback,
    COALESCE(t.is_lapsed, CAST(0 AS bit)) AS is_lapsed
FROM dbo.Customers AS c
OUTER APPLY
(
    SELECT MIN(co.CompletedAtUtc) AS FirstOrderAt, MAX(co.CompletedAtUtc) AS LastOrderAt,
           COUNT(*) AS OrderCount, SUM(co.BaseTotal) AS Spent
    FROM dbo.Orders AS co
    WHERE co.CustomerId = c.CustomerId AND co.Status = 'Completed'
) AS o
OUTER APPLY
(
    SELECT SUM(rf.BaseAmount) AS Refunded, MAX(rf.IssuedAtUtc) AS LastRefundAt
    FROM dbo.Refunds AS rf
    JOIN dbo.Orders AS ro ON ro.OrderId = rf.OrderId
    WHERE ro.CustomerId = c.CustomerId
) AS r
OUTER APPLY
(
    SELECT MAX(xo.CanceledAtUtc) AS LastCanceledAt
    FROM dbo.Orders AS xo
    WHERE xo.CustomerId = c.CustomerId AND xo.Status = 'Canceled'
) AS x
OUTER APPLY
(
    SELECT COUNT(*) AS Chargebacks, SUM(kb.BaseAmount) AS ChargedBack
    FROM dbo.Chargebacks AS kb
    JOIN dbo.Orders AS ko ON ko.OrderId = kb.OrderId
    WHERE ko.CustomerId = c.CustomerId
) AS k
OUTER APPLY
(
    SELECT COUNT(*) AS OpenCount
    FROM dbo.Backorders AS bb
    JOIN dbo.Orders AS bo ON bo.OrderId = bb.OrderId
    WHERE bo.CustomerId = c.CustomerId AND bb.ResolvedAtUtc IS NULL
) AS b
OUTER APPLY
(
    SELECT SUM(CASE WHEN cs.State = 'Active' THEN 1 ELSE 0 END) AS ActiveCount,
           SUM(CASE WHEN cs.State = 'Paused' THEN 1 ELSE 0 END) AS PausedCount,
           SUM(CASE WHEN cs.State = 'Canceled' THEN 1 ELSE 0 END) AS CanceledCount
    FROM dbo.Subscriptions AS cs
    WHERE cs.CustomerId = c.CustomerId
) AS s
LEFT JOIN reporting.CustomerTimers AS t ON t.CustomerId = c.CustomerId;
GO

-- One row an order.
CREATE VIEW reporting.OrderFacts
AS
SELECT
    o.OrderId,
    (SELECT COALESCE(SUM(l.Quantity), 0) FROM dbo.OrderLines AS l WHERE l.OrderId = o.OrderId) AS item_count,
    CAST(CASE WHEN EXISTS
    (
        SELECT 1
        FROM dbo.Orders AS e
        WHERE e.CustomerId = o.CustomerId
          AND e.Status = 'Completed'
          AND (e.CompletedAtUtc < o.CompletedAtUtc OR (e.CompletedAtUtc = o.CompletedAtUtc AND e.OrderId < o.OrderId))
    ) OR (o.CustomerId IS NULL AND EXISTS
    (
        SELECT 1
        FROM dbo.Orders AS e
        WHERE e.CustomerId IS NULL
          AND e.GuestEmail = o.GuestEmail
          AND e.Status = 'Completed'
          AND (e.CompletedAtUtc < o.CompletedAtUtc OR (e.CompletedAtUtc = o.CompletedAtUtc AND e.OrderId < o.OrderId))
    )) THEN 0 ELSE 1 END AS bit) AS is_first_order
FROM dbo.Orders AS o;
GO

-- One row a cart: what the web site cannot know, margin and stock.
CREATE VIEW reporting.CartFacts
AS
SELECT
    l.CartId,
    CASE
        WHEN SUM(l.Quantity * (l.UnitPrice - p.UnitCost)) >= 0.5 * SUM(l.Quantity * l.UnitPrice) THEN 'high'
        WHEN SUM(l.Quantity * (l.UnitPrice - p.UnitCost)) >= 0.25 * SUM(l.Quantity * l.UnitPrice) THEN 'medium'
        ELSE 'low'
    END AS cart_margin_band,
    CASE
        WHEN MIN(p.StockOnHand - l.Quantity) < 0 THEN 'short'
        WHEN MIN(p.StockOnHand - l.Quantity - p.ReorderPoint) < 0 THEN 'low'
        ELSE 'none'
    END AS cart_inventory_risk
FROM dbo.CartLines AS l
JOIN dbo.Products AS p ON p.ProductId = l.ProductId
GROUP BY l.CartId;
GO

-- One row for each customer and consumable whose last purchase is used up, for a week from then on.
CREATE VIEW reporting.ReplenishmentDue
AS
SELECT
    d.CustomerId, d.ProductId, d.Quantity, d.LastOrderedAt, d.DueAt, CAST(d.DueAt AS date) AS DueDate
FROM
(
    SELECT o.CustomerId, l.ProductId, l.Quantity, o.CompletedAtUtc AS LastOrderedAt,
           CAST(DATEADD(DAY, l.Quantity * p.ConsumptionDays, o.CompletedAtUtc) AS datetime2(0)) AS DueAt,
           ROW_NUMBER() OVER (PARTITION BY o.CustomerId, l.ProductId ORDER BY o.CompletedAtUtc DESC, o.OrderId DESC) AS Latest
    FROM dbo.Orders AS o
    JOIN dbo.OrderLines AS l ON l.OrderId = o.OrderId
    JOIN dbo.Products AS p ON p.ProductId = l.ProductId
    WHERE o.Status = 'Completed' AND o.CustomerId IS NOT NULL AND p.ConsumptionDays IS NOT NULL
) AS d
WHERE d.Latest = 1
  AND CAST(d.DueAt AS date) <= CAST(SYSUTCDATETIME() AS date)
  AND CAST(d.DueAt AS date) > CAST(DATEADD(DAY, -7, SYSUTCDATETIME()) AS date);
GO

-- One row for each wish to be told, with the first restock after it.
CREATE VIEW reporting.BackInStock
AS
SELECT w.WaitlistId, w.CustomerId, w.ProductId, w.RequestedAtUtc, r.RestockId, r.RestockedAtUtc
FROM dbo.Waitlist AS w
CROSS APPLY
(
    SELECT TOP (1) f.RestockId, f.RestockedAtUtc
    FROM dbo.Restocks AS f
    WHERE f.ProductId = w.ProductId AND f.RestockedAtUtc > w.RequestedAtUtc
    ORDER BY f.RestockedAtUtc, f.RestockId
) AS r
WHERE r.RestockedAtUtc > DATEADD(DAY, -3, SYSUTCDATETIME());
GO

-- One row for each wish and each drop of the price while it stood.
CREATE VIEW reporting.PriceDrops
AS
SELECT w.WishlistId, w.CustomerId, w.ProductId, h.PriceHistoryId, h.OldPrice, h.NewPrice, h.ChangedAtUtc
FROM dbo.Wishlist AS w
JOIN dbo.PriceHistory AS h ON h.ProductId = w.ProductId
WHERE h.NewPrice < h.OldPrice
  AND h.ChangedAtUtc > w.AddedAtUtc
  AND (w.RemovedAtUtc IS NULL OR w.RemovedAtUtc > h.ChangedAtUtc)
  AND h.ChangedAtUtc > DATEADD(DAY, -3, SYSUTCDATETIME());
GO
