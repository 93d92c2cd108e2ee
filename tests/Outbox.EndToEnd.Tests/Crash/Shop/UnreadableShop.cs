namespace Outbox.EndToEnd.Tests.Crash.Shop;

/// <summary>A shop whose views fail where a row sets them a trap.</summary>
internal static class UnreadableShop
{
    private const string Mapping = """
        version: 1
        source: shop
        time_zone: UTC
        people:
          table: dbo.Customers
          id: { column: CustomerId, prefix: cust_ }
          attributes:
            number: Number
            color: { lookup: dbo.Traits, on: CustomerId, column: Color }
          view: { name: dbo.CustomerFacts, on: CustomerId }
        events:
          order_completed:
            table: dbo.Orders
            when: { column: Status, becomes: Completed }
            once: true
            id: [OrderId]
            person: CustomerId
            occurred_at: { column: CompletedAt, zone: UTC }
            properties:
              key: OrderId
              note: Note
              store: { lookup: dbo.Stores, on: StoreId, column: City }
              items: { each: dbo.OrderLines, on: OrderId, properties: { sku: Sku } }
            view: { name: dbo.OrderFacts, on: OrderId }
            delivery: live
          refunded:
            table: dbo.Refunds
            when: inserted
            once: true
            id: [RefundId]
            person: CustomerId
            properties: { key: RefundId }
            delivery: live
        objects:
          product: { type: 1, table: dbo.Products, id: { column: ProductId, prefix: p_ }, attributes: { title: Title } }
        """;

    /// <summary>By name, what an order's view is set as a trap on SQLite, and the note that it falls over.</summary>
    public static readonly IReadOnlyList<(string Trap, string Note)> SqliteTraps =
        [("json", "free text"), ("path", "free text"), ("overflow", "1"), ("blob", "free text")];

    /// <summary>The same on SQL Server: conversion, division by zero, JSON, two rows.</summary>
    public static readonly IReadOnlyList<(string Trap, string Note)> ServerTraps =
        [("convert", "free text"), ("divide", "0"), ("money", "999999999"), ("date", "free text")];

    /// <summary>Its tables and mapping.</summary>
    public static readonly ShopDesign Design = new(
        Mapping,
        [
            "PRAGMA journal_mode = WAL",
            "CREATE TABLE Customers (CustomerId NVARCHAR(200) NOT NULL PRIMARY KEY, Number INTEGER NOT NULL, Prefs NVARCHAR(400))",
            "CREATE TABLE Traits (CustomerId NVARCHAR(200) NOT NULL PRIMARY KEY, Color NVARCHAR(20))",
            "CREATE TABLE Stores (StoreId INTEGER NOT NULL PRIMARY KEY, City NVARCHAR(80))",
            "CREATE TABLE Orders (OrderId INTEGER NOT NULL PRIMARY KEY, CustomerId NVARCHAR(200), Status VARCHAR(12) NOT NULL, StoreId INTEGER, Trap VARCHAR(20), Note TEXT, CompletedAt VARCHAR(40))",
            "CREATE TABLE OrderLines (OrderId INTEGER NOT NULL, LineId INTEGER NOT NULL, Sku NVARCHAR(200) NOT NULL, PRIMARY KEY (OrderId, LineId))",
            "CREATE TABLE Refunds (RefundId INTEGER NOT NULL PRIMARY KEY, CustomerId NVARCHAR(200) NOT NULL)",
            "CREATE TABLE Products (ProductId INTEGER NOT NULL PRIMARY KEY, Title NVARCHAR(80))",
            "CREATE VIEW CustomerFacts AS SELECT CustomerId, json_extract(Prefs, '$.newsletter') AS newsletter FROM Customers",
            """
            CREATE VIEW OrderFacts AS
            SELECT OrderId, CASE Trap
                WHEN 'json' THEN json_extract(Note, '$.a')
                WHEN 'path' THEN json_extract('{}', Note)
                WHEN 'overflow' THEN abs(-9223372036854775807 - CAST(Note AS INTEGER))
                WHEN 'blob' THEN json_quote(CAST(Note AS BLOB))
                ELSE 1 END AS fact
            FROM Orders
            """,
        ],
        [
            "CREATE TABLE dbo.Customers (CustomerId nvarchar(200) NOT NULL CONSTRAINT PK_Customers PRIMARY KEY, Number int NOT NULL, Prefs nvarchar(400) NULL)",
            "CREATE TABLE dbo.Traits (CustomerId nvarchar(200) NOT NULL CONSTRAINT PK_Traits PRIMARY KEY, Color nvarchar(20) NULL)",
            "CREATE TABLE dbo.Stores (StoreId int NOT NULL CONSTRAINT PK_Stores PRIMARY KEY, City nvarchar(80) NULL)",
            "CREATE TABLE dbo.Orders (OrderId int NOT NULL CONSTRAINT PK_Orders PRIMARY KEY, CustomerId nvarchar(200) NULL, Status varchar(12) NOT NULL, StoreId int NULL, Trap varchar(20) NULL, Note nvarchar(max) NULL, CompletedAt varchar(40) NULL)",
            "CREATE TABLE dbo.OrderLines (OrderId int NOT NULL, LineId int NOT NULL, Sku nvarchar(200) NOT NULL, CONSTRAINT PK_OrderLines PRIMARY KEY (OrderId, LineId))",
            "CREATE TABLE dbo.Refunds (RefundId int NOT NULL CONSTRAINT PK_Refunds PRIMARY KEY, CustomerId nvarchar(200) NOT NULL)",
            "CREATE TABLE dbo.Products (ProductId int NOT NULL CONSTRAINT PK_Products PRIMARY KEY, Title nvarchar(80) NULL)",
            "CREATE VIEW dbo.CustomerFacts AS SELECT CustomerId, CONVERT(int, Prefs) AS newsletter FROM dbo.Customers",
            """
            CREATE VIEW dbo.OrderFacts AS
            SELECT OrderId, CASE Trap
                WHEN 'convert' THEN CONVERT(int, CONVERT(nvarchar(100), Note))
                WHEN 'divide' THEN 1 / CONVERT(int, CONVERT(nvarchar(100), Note))
                WHEN 'money' THEN CONVERT(int, CONVERT(nvarchar(100), Note)) * 100
                WHEN 'date' THEN YEAR(CONVERT(datetime, CONVERT(nvarchar(100), Note)))
                ELSE 1 END AS fact
            FROM dbo.Orders
            """,
        ]);

    /// <summary>The statement that gives a column another name.</summary>
    public static string Rename(string engine, string table, string from, string to) => engine == SqliteFaultShop.Name
        ? $"ALTER TABLE {table} RENAME COLUMN {from} TO {to}"
        : $"EXEC sp_rename 'dbo.{table}.{from}', '{to}', 'COLUMN'";
}
