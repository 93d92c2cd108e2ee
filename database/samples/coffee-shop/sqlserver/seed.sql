/*
    Coffee shop: what is on the shelves, on SQL Server. Customers and orders come from the shop's life:
    `outbox demo` plays it, README.md has a few statements to try by hand.
*/
SET NOCOUNT ON;
SET XACT_ABORT ON;

INSERT INTO dbo.Categories (CategoryId, Name)
VALUES (1, N'Beans'), (2, N'Pods'), (3, N'Filters'), (4, N'Tea'), (5, N'Care'), (6, N'Equipment'), (7, N'Mugs');

INSERT INTO dbo.Products (ProductId, Sku, Name, CategoryId, ListPrice, UnitCost, StockOnHand, ReorderPoint, ConsumptionDays)
VALUES
    (101, 'BEAN-ETH-250', N'Ethiopia Yirgacheffe, 250 g', 1, 14.5000, 6.2000, 9000, 400, 14),
    (102, 'BEAN-COL-1000', N'Colombia Huila, 1 kg', 1, 39.9000, 19.1000, 5000, 200, 45),
    (103, 'BEAN-DEC-250', N'Decaf Peru, 250 g', 1, 15.2500, 7.0000, 4000, 150, 14),
    (104, 'BEAN-ESP-500', N'House Espresso, 500 g', 1, 21.7500, 9.8000, 8000, 300, 25),
    (201, 'POD-LUN-30', N'Lungo pods, 30', 2, 17.9500, 8.4000, 6000, 250, 20),
    (202, 'POD-RIS-30', N'Ristretto pods, 30', 2, 17.9500, 8.4000, 6000, 250, 20),
    (301, 'FILT-V60-PC', N'V60 paper filter, by the piece', 3, 0.1250, 0.0300, 90000, 5000, NULL),
    (302, 'FILT-CHX-100', N'Chemex filters, 100', 3, 12.0000, 5.1000, 3000, 100, 60),
    (401, 'TEA-SEN-100', N'Sencha, 100 g', 4, 11.3000, 4.4000, 2500, 100, 40),
    (402, 'TEA-EAR-100', N'Earl Grey "№ 5", 100 g', 4, 9.8000, 3.9000, 2500, 100, 40),
    (501, 'CARE-DES-500', N'Descaler, 500 ml', 5, 13.4500, 4.0000, 1800, 80, 90),
    (502, 'CARE-TAB-60', N'Cleaning tablets, 60', 5, 18.0500, 6.5500, 1800, 80, 120),
    (601, 'EQ-GRIND-M', N'Hand grinder', 6, 89.0000, 61.0000, 40, 15, NULL),
    (602, 'EQ-KETTLE', N'Gooseneck kettle', 6, 74.5000, 58.0000, 12, 10, NULL),
    (603, 'EQ-SCALE', N'Brewing scale', 6, 49.0000, 20.0000, 3, 5, NULL),
    (604, 'EQ-PRESS', N'French press, 1 l', 6, 34.0000, 14.0000, 25, 10, NULL),
    (701, 'MUG-BLUE', N'Mug "Café Crème", blue', 7, 16.0000, 5.5000, 0, 20, NULL),
    (702, 'MUG-RED', N'Mug "Rød", red', 7, 16.0000, 5.5000, 0, 20, NULL),
    (703, 'MUG-TRAVEL', N'Travel mug', 7, 27.5000, 11.0000, 0, 20, NULL);
