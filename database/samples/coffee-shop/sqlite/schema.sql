/*
    Coffee shop: the sample shop on SQLite.

    Purpose   A small shop for consumables, shaped by its own business and not by what outbox.yml can say.
    Run by    `outbox demo`, or by hand: sqlite3 shop.db < schema.sql, then seed.sql.
    Note      SQLite has no schemas and no rights: dbo.Orders of outbox.yml is Orders here.
              Money is DECIMAL(19,4) by affinity, times are ISO text, UTC where the name ends in Utc.
*/
PRAGMA journal_mode = WAL;
PRAGMA foreign_keys = ON;

-- People -------------------------------------------------------------------------------------------------------------

CREATE TABLE Customers
(
    CustomerId      INTEGER       NOT NULL PRIMARY KEY AUTOINCREMENT,
    Email           NVARCHAR(254) NOT NULL COLLATE NOCASE,
    FirstName       NVARCHAR(80)  NOT NULL,
    LastName        NVARCHAR(80)  NOT NULL,
    Phone           VARCHAR(32)   NULL,                   -- as typed; PhoneCountry says how to read it
    PhoneCountry    CHAR(2)       NULL,                   -- ISO 3166
    MarketingOptIn  BIT           NOT NULL DEFAULT 0,
    LoyaltyPoints   INTEGER       NOT NULL DEFAULT 0,
    Tier            NVARCHAR(10)  NOT NULL DEFAULT 'Bronze' CHECK (Tier IN ('Bronze', 'Silver', 'Gold')),
    IsTest          BIT           NOT NULL DEFAULT 0,     -- the shop's own staff trying things out
    CreatedAtUtc    DATETIME      NOT NULL,
    UpdatedAtUtc    DATETIME      NOT NULL,
    DeletedAtUtc    DATETIME      NULL                    -- soft delete: orders must stay for the books
);

CREATE INDEX IX_Customers_Email ON Customers (Email);

-- Products -----------------------------------------------------------------------------------------------------------

CREATE TABLE Categories
(
    CategoryId INTEGER      NOT NULL PRIMARY KEY,
    Name       NVARCHAR(40) NOT NULL UNIQUE
);

CREATE TABLE Products
(
    ProductId       INTEGER       NOT NULL PRIMARY KEY,   -- given by purchasing
    Sku             VARCHAR(20)   NOT NULL UNIQUE,
    Name            NVARCHAR(120) NOT NULL,
    CategoryId      INTEGER       NOT NULL REFERENCES Categories (CategoryId),
    ListPrice       DECIMAL(19,4) NOT NULL,               -- US dollars; below a cent for what is sold by the piece
    UnitCost        DECIMAL(19,4) NOT NULL,               -- US dollars
    StockOnHand     INTEGER       NOT NULL,
    ReorderPoint    INTEGER       NOT NULL,
    ConsumptionDays INTEGER       NULL                    -- how long one lasts; NULL where it is not used up
);

CREATE TABLE PriceHistory
(
    PriceHistoryId INTEGER       NOT NULL PRIMARY KEY AUTOINCREMENT,
    ProductId      INTEGER       NOT NULL REFERENCES Products (ProductId),
    OldPrice       DECIMAL(19,4) NOT NULL,
    NewPrice       DECIMAL(19,4) NOT NULL,
    ChangedAtUtc   DATETIME      NOT NULL
);

CREATE INDEX IX_PriceHistory_Product ON PriceHistory (ProductId, ChangedAtUtc);

CREATE TABLE Restocks
(
    RestockId      INTEGER  NOT NULL PRIMARY KEY AUTOINCREMENT,
    ProductId      INTEGER  NOT NULL REFERENCES Products (ProductId),
    Quantity       INTEGER  NOT NULL,
    RestockedAtUtc DATETIME NOT NULL
);

CREATE INDEX IX_Restocks_Product ON Restocks (ProductId, RestockedAtUtc);

CREATE TABLE Waitlist
(
    WaitlistId     INTEGER  NOT NULL PRIMARY KEY AUTOINCREMENT,
    CustomerId     INTEGER  NOT NULL REFERENCES Customers (CustomerId),
    ProductId      INTEGER  NOT NULL REFERENCES Products (ProductId),
    RequestedAtUtc DATETIME NOT NULL
);

CREATE TABLE Wishlist
(
    WishlistId   INTEGER  NOT NULL PRIMARY KEY AUTOINCREMENT,
    CustomerId   INTEGER  NOT NULL REFERENCES Customers (CustomerId),
    ProductId    INTEGER  NOT NULL REFERENCES Products (ProductId),
    AddedAtUtc   DATETIME NOT NULL,
    RemovedAtUtc DATETIME NULL
);

-- Orders -------------------------------------------------------------------------------------------------------------

CREATE TABLE Orders
(
    OrderId        INTEGER       NOT NULL PRIMARY KEY AUTOINCREMENT,
    OrderNumber    VARCHAR(20)   NOT NULL UNIQUE,
    CustomerId     INTEGER       NULL REFERENCES Customers (CustomerId),
    GuestEmail     NVARCHAR(254) NULL COLLATE NOCASE,     -- of a buyer without an account
    Status         VARCHAR(12)   NOT NULL CHECK (Status IN ('Placed', 'Completed', 'Canceled')),
    Channel        VARCHAR(8)    NOT NULL CHECK (Channel IN ('web', 'store', 'phone')),
    CurrencyCode   CHAR(3)       NOT NULL,
    Subtotal       DECIMAL(19,4) NOT NULL DEFAULT 0,      -- the header stands before its lines: totals come last
    DiscountTotal  DECIMAL(19,4) NOT NULL DEFAULT 0,
    ShippingFee    DECIMAL(19,4) NOT NULL DEFAULT 0,
    TaxTotal       DECIMAL(19,4) NOT NULL DEFAULT 0,
    Total          DECIMAL(19,4) NOT NULL DEFAULT 0,      -- what the buyer pays, in CurrencyCode
    BaseTotal      DECIMAL(19,4) NOT NULL DEFAULT 0,      -- the same in US dollars, for the books
    CouponCode     NVARCHAR(20)  NULL,
    PlacedAtLocal  DATETIME      NOT NULL,                -- the clock on the shop's wall, New York, no offset
    CompletedAtUtc DATETIME      NULL,
    CanceledAtUtc  DATETIME      NULL,
    CHECK (CustomerId IS NOT NULL OR GuestEmail IS NOT NULL)
);

CREATE INDEX IX_Orders_Customer ON Orders (CustomerId, CompletedAtUtc);
CREATE INDEX IX_Orders_Guest ON Orders (GuestEmail, CompletedAtUtc);

CREATE TABLE OrderLines
(
    OrderId      INTEGER       NOT NULL REFERENCES Orders (OrderId),
    LineNumber   INTEGER       NOT NULL,
    ProductId    INTEGER       NOT NULL REFERENCES Products (ProductId),
    Quantity     INTEGER       NOT NULL CHECK (Quantity > 0),
    UnitPrice    DECIMAL(19,4) NOT NULL,
    CurrencyCode CHAR(3)       NOT NULL,                  -- a line keeps the currency it was priced in
    PRIMARY KEY (OrderId, LineNumber)
);

CREATE INDEX IX_OrderLines_Product ON OrderLines (ProductId, OrderId);

CREATE TABLE Payments
(
    PaymentId    INTEGER       NOT NULL PRIMARY KEY AUTOINCREMENT,   -- one row an attempt
    OrderId      INTEGER       NOT NULL REFERENCES Orders (OrderId),
    Attempt      INTEGER       NOT NULL,
    Amount       DECIMAL(19,4) NOT NULL,
    CurrencyCode CHAR(3)       NOT NULL,
    Status       VARCHAR(12)   NOT NULL CHECK (Status IN ('Pending', 'Captured', 'Failed')),
    FailureCode  VARCHAR(40)   NULL,
    SettledAtUtc DATETIME      NULL
);

CREATE INDEX IX_Payments_Order ON Payments (OrderId);

-- Shipments and refunds know the order, not the customer.
CREATE TABLE Shipments
(
    ShipmentId     INTEGER        NOT NULL PRIMARY KEY AUTOINCREMENT,
    OrderId        INTEGER        NOT NULL REFERENCES Orders (OrderId),
    Carrier        VARCHAR(20)    NOT NULL,
    TrackingNumber VARCHAR(40)    NULL,
    ShippedAt      DATETIMEOFFSET NULL,                   -- NULL: the label is printed, the parcel is still here
    DeliveredAt    DATETIMEOFFSET NULL                    -- the carrier's clock, with its offset
);

CREATE INDEX IX_Shipments_Order ON Shipments (OrderId);

CREATE TABLE Refunds
(
    RefundId     INTEGER       NOT NULL PRIMARY KEY AUTOINCREMENT,
    OrderId      INTEGER       NOT NULL REFERENCES Orders (OrderId),
    Amount       DECIMAL(19,4) NOT NULL,
    CurrencyCode CHAR(3)       NOT NULL,
    BaseAmount   DECIMAL(19,4) NOT NULL,                  -- US dollars
    Reason       NVARCHAR(40)  NOT NULL,
    IssuedAtUtc  DATETIME      NOT NULL
);

CREATE INDEX IX_Refunds_Order ON Refunds (OrderId);

-- The buyer's bank has taken the money back.
CREATE TABLE Chargebacks
(
    ChargebackId INTEGER       NOT NULL PRIMARY KEY AUTOINCREMENT,
    OrderId      INTEGER       NOT NULL REFERENCES Orders (OrderId),
    Amount       DECIMAL(19,4) NOT NULL,
    CurrencyCode CHAR(3)       NOT NULL,
    BaseAmount   DECIMAL(19,4) NOT NULL,                  -- US dollars
    Reason       NVARCHAR(40)  NOT NULL,
    OpenedAtUtc  DATETIME      NOT NULL
);

CREATE INDEX IX_Chargebacks_Order ON Chargebacks (OrderId);

-- Sold, and not here: the buyer waits.
CREATE TABLE Backorders
(
    BackorderId   INTEGER  NOT NULL PRIMARY KEY AUTOINCREMENT,
    OrderId       INTEGER  NOT NULL REFERENCES Orders (OrderId),
    ProductId     INTEGER  NOT NULL REFERENCES Products (ProductId),
    Quantity      INTEGER  NOT NULL,
    ExpectedOn    DATE     NULL,
    FoundAtUtc    DATETIME NOT NULL,
    ResolvedAtUtc DATETIME NULL
);

CREATE INDEX IX_Backorders_Order ON Backorders (OrderId);

-- Subscriptions ------------------------------------------------------------------------------------------------------

CREATE TABLE Subscriptions
(
    SubscriptionId INTEGER       NOT NULL PRIMARY KEY AUTOINCREMENT,
    CustomerId     INTEGER       NOT NULL REFERENCES Customers (CustomerId),
    ProductId      INTEGER       NOT NULL REFERENCES Products (ProductId),
    PlanName       NVARCHAR(40)  NOT NULL,
    State          VARCHAR(10)   NOT NULL CHECK (State IN ('Active', 'Paused', 'Canceled')),
    IntervalDays   INTEGER       NOT NULL,
    Price          DECIMAL(19,4) NOT NULL,
    CurrencyCode   CHAR(3)       NOT NULL,
    StartedAtUtc   DATETIME      NOT NULL,
    CanceledAtUtc  DATETIME      NULL,
    CancelReason   NVARCHAR(80)  NULL
);

CREATE INDEX IX_Subscriptions_Customer ON Subscriptions (CustomerId);

-- Written beside every change of State. It names the subscription only.
CREATE TABLE SubscriptionHistory
(
    SubscriptionHistoryId INTEGER      NOT NULL PRIMARY KEY AUTOINCREMENT,
    SubscriptionId        INTEGER      NOT NULL REFERENCES Subscriptions (SubscriptionId),
    FromState             VARCHAR(10)  NULL,
    ToState               VARCHAR(10)  NOT NULL,
    Reason                NVARCHAR(80) NULL,
    ChangedAtUtc          DATETIME     NOT NULL
);

CREATE INDEX IX_SubscriptionHistory_Subscription ON SubscriptionHistory (SubscriptionId);

-- Carts --------------------------------------------------------------------------------------------------------------

CREATE TABLE Carts
(
    CartId            UNIQUEIDENTIFIER NOT NULL PRIMARY KEY,   -- made by the web site
    CustomerId        INTEGER          NULL REFERENCES Customers (CustomerId),   -- NULL: nobody signed in yet
    State             VARCHAR(10)      NOT NULL CHECK (State IN ('Open', 'Abandoned', 'Converted')),
    LastActivityAtUtc DATETIME         NOT NULL
);

CREATE TABLE CartLines
(
    CartId    UNIQUEIDENTIFIER NOT NULL REFERENCES Carts (CartId),
    ProductId INTEGER          NOT NULL REFERENCES Products (ProductId),
    Quantity  INTEGER          NOT NULL,
    UnitPrice DECIMAL(19,4)    NOT NULL,                  -- US dollars
    PRIMARY KEY (CartId, ProductId)
);

-- What is computed for outbox.yml ------------------------------------------------------------------------------------

-- A product as a reader of e-mails sees it.
CREATE VIEW ProductCatalog AS
SELECT p.ProductId, p.Sku, p.Name, c.Name AS Category
FROM Products AS p
JOIN Categories AS c ON c.CategoryId = p.CategoryId;

-- A product as a journey may ask for it: how much there is, and what is earned with it.
CREATE VIEW ProductFacts AS
SELECT
    p.ProductId,
    c.Name AS category,
    CASE WHEN p.StockOnHand <= 0 THEN 'none' WHEN p.StockOnHand < p.ReorderPoint THEN 'low' ELSE 'enough' END AS inventory,
    CASE
        WHEN p.ListPrice - p.UnitCost >= 0.5 * p.ListPrice THEN 'high'
        WHEN p.ListPrice - p.UnitCost >= 0.25 * p.ListPrice THEN 'medium'
        ELSE 'low'
    END AS margin_band
FROM Products AS p
JOIN Categories AS c ON c.CategoryId = p.CategoryId;

-- Wishes that stand.
CREATE VIEW WishesNow AS
SELECT CustomerId, ProductId
FROM Wishlist
WHERE RemovedAtUtc IS NULL;

-- Who has let ninety days pass since the last order. It comes true without a write: people.refresh looks once a day.
CREATE VIEW CustomerTimers AS
SELECT CustomerId, MAX(CompletedAtUtc) < strftime('%Y-%m-%d %H:%M:%f', 'now', '-90 days') AS is_lapsed
FROM Orders
WHERE Status = 'Completed' AND CustomerId IS NOT NULL
GROUP BY CustomerId;

-- One row a customer. Of all that stands here is_lapsed alone depends on the clock.
-- Win-back: opted in, has bought, no subscription running; no refund and no cancellation since the last completed order;
-- nothing on back order, and never a chargeback.
CREATE VIEW CustomerLifecycle AS
SELECT
    c.CustomerId,
    o.FirstOrderAt AS first_order_date,
    o.LastOrderAt AS last_order_date,
    COALESCE(o.OrderCount, 0) AS order_count,
    CAST(ROUND(100 * (COALESCE(o.Spent, 0) - COALESCE(r.Refunded, 0) - COALESCE(k.ChargedBack, 0))) AS INTEGER) AS lifetime_value_cents,   -- US cents
    CASE
        WHEN s.ActiveCount > 0 THEN 'active'
        WHEN s.PausedCount > 0 THEN 'paused'
        WHEN s.CanceledCount > 0 THEN 'canceled'
        ELSE 'none'
    END AS subscription_status,
    CASE
        WHEN c.MarketingOptIn = 1
         AND o.OrderCount > 0
         AND COALESCE(s.ActiveCount, 0) = 0
         AND (r.LastRefundAt IS NULL OR r.LastRefundAt < o.LastOrderAt)
         AND (x.LastCanceledAt IS NULL OR x.LastCanceledAt < o.LastOrderAt)
         AND COALESCE(b.OpenCount, 0) = 0
         AND COALESCE(k.Chargebacks, 0) = 0
        THEN 1 ELSE 0
    END AS can_receive_winback,
    COALESCE(t.is_lapsed, 0) AS is_lapsed
FROM Customers AS c
LEFT JOIN
(
    SELECT CustomerId, MIN(CompletedAtUtc) AS FirstOrderAt, MAX(CompletedAtUtc) AS LastOrderAt,
           COUNT(*) AS OrderCount, SUM(BaseTotal) AS Spent
    FROM Orders
    WHERE Status = 'Completed' AND CustomerId IS NOT NULL
    GROUP BY CustomerId
) AS o ON o.CustomerId = c.CustomerId
LEFT JOIN
(
    SELECT ro.CustomerId, SUM(rf.BaseAmount) AS Refunded, MAX(rf.IssuedAtUtc) AS LastRefundAt
    FROM Refunds AS rf
    JOIN Orders AS ro ON ro.OrderId = rf.OrderId
    WHERE ro.CustomerId IS NOT NULL
    GROUP BY ro.CustomerId
) AS r ON r.CustomerId = c.CustomerId
LEFT JOIN
(
    SELECT CustomerId, MAX(CanceledAtUtc) AS LastCanceledAt
    FROM Orders
    WHERE Status = 'Canceled' AND CustomerId IS NOT NULL
    GROUP BY CustomerId
) AS x ON x.CustomerId = c.CustomerId
LEFT JOIN
(
    SELECT ko.CustomerId, COUNT(*) AS Chargebacks, SUM(kb.BaseAmount) AS ChargedBack
    FROM Chargebacks AS kb
    JOIN Orders AS ko ON ko.OrderId = kb.OrderId
    WHERE ko.CustomerId IS NOT NULL
    GROUP BY ko.CustomerId
) AS k ON k.CustomerId = c.CustomerId
LEFT JOIN
(
    SELECT bo.CustomerId, COUNT(*) AS OpenCount
    FROM Backorders AS bb
    JOIN Orders AS bo ON bo.OrderId = bb.OrderId
    WHERE bb.ResolvedAtUtc IS NULL AND bo.CustomerId IS NOT NULL
    GROUP BY bo.CustomerId
) AS b ON b.CustomerId = c.CustomerId
LEFT JOIN
(
    SELECT CustomerId,
           SUM(CASE WHEN State = 'Active' THEN 1 ELSE 0 END) AS ActiveCount,
           SUM(CASE WHEN State = 'Paused' THEN 1 ELSE 0 END) AS PausedCount,
           SUM(CASE WHEN State = 'Canceled' THEN 1 ELSE 0 END) AS CanceledCount
    FROM Subscriptions
    GROUP BY CustomerId
) AS s ON s.CustomerId = c.CustomerId
LEFT JOIN CustomerTimers AS t ON t.CustomerId = c.CustomerId;

-- One row an order.
CREATE VIEW OrderFacts AS
SELECT
    o.OrderId,
    (SELECT COALESCE(SUM(l.Quantity), 0) FROM OrderLines AS l WHERE l.OrderId = o.OrderId) AS item_count,
    CASE WHEN EXISTS
    (
        SELECT 1
        FROM Orders AS e
        WHERE e.CustomerId = o.CustomerId
          AND e.Status = 'Completed'
          AND (e.CompletedAtUtc < o.CompletedAtUtc OR (e.CompletedAtUtc = o.CompletedAtUtc AND e.OrderId < o.OrderId))
    ) OR (o.CustomerId IS NULL AND EXISTS
    (
        SELECT 1
        FROM Orders AS e
        WHERE e.CustomerId IS NULL
          AND e.GuestEmail = o.GuestEmail
          AND e.Status = 'Completed'
          AND (e.CompletedAtUtc < o.CompletedAtUtc OR (e.CompletedAtUtc = o.CompletedAtUtc AND e.OrderId < o.OrderId))
    )) THEN 0 ELSE 1 END AS is_first_order
FROM Orders AS o;

-- One row a cart: what the web site cannot know, margin and stock.
CREATE VIEW CartFacts AS
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
FROM CartLines AS l
JOIN Products AS p ON p.ProductId = l.ProductId
GROUP BY l.CartId;

-- One row for each customer and consumable whose last purchase is used up, for a week from then on.
CREATE VIEW ReplenishmentDue AS
SELECT
    d.CustomerId, d.ProductId, d.Quantity, d.LastOrderedAt, d.DueAt, CAST(date(d.DueAt) AS TEXT) AS DueDate
FROM
(
    SELECT o.CustomerId, l.ProductId, l.Quantity, o.CompletedAtUtc AS LastOrderedAt,
           datetime(o.CompletedAtUtc, '+' || (l.Quantity * p.ConsumptionDays) || ' days') AS DueAt,
           ROW_NUMBER() OVER (PARTITION BY o.CustomerId, l.ProductId ORDER BY o.CompletedAtUtc DESC, o.OrderId DESC) AS Latest
    FROM Orders AS o
    JOIN OrderLines AS l ON l.OrderId = o.OrderId
    JOIN Products AS p ON p.ProductId = l.ProductId
    WHERE o.Status = 'Completed' AND o.CustomerId IS NOT NULL AND p.ConsumptionDays IS NOT NULL
) AS d
WHERE d.Latest = 1
  AND date(d.DueAt) <= date('now')
  AND date(d.DueAt) > date('now', '-7 days');

-- One row for each wish to be told, with the first restock after it.
CREATE VIEW BackInStock AS
SELECT w.WaitlistId, w.CustomerId, w.ProductId, w.RequestedAtUtc, r.RestockId, r.RestockedAtUtc
FROM Waitlist AS w
JOIN Restocks AS r ON r.RestockId =
(
    SELECT f.RestockId
    FROM Restocks AS f
    WHERE f.ProductId = w.ProductId AND f.RestockedAtUtc > w.RequestedAtUtc
    ORDER BY f.RestockedAtUtc, f.RestockId
    LIMIT 1
)
WHERE r.RestockedAtUtc > strftime('%Y-%m-%d %H:%M:%S', 'now', '-3 days');

-- One row for each wish and each drop of the price while it stood.
CREATE VIEW PriceDrops AS
SELECT w.WishlistId, w.CustomerId, w.ProductId, h.PriceHistoryId, h.OldPrice, h.NewPrice, h.ChangedAtUtc
FROM Wishlist AS w
JOIN PriceHistory AS h ON h.ProductId = w.ProductId
WHERE h.NewPrice < h.OldPrice
  AND h.ChangedAtUtc > w.AddedAtUtc
  AND (w.RemovedAtUtc IS NULL OR w.RemovedAtUtc > h.ChangedAtUtc)
  AND h.ChangedAtUtc > strftime('%Y-%m-%d %H:%M:%S', 'now', '-3 days');
