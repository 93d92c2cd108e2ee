INSERT INTO dbo.Customers (CustomerId, Email, FirstName, LoyaltyPoints)
SELECT n, CONCAT(N'person', n, N'@example.com'), CONCAT(N'Person ', n), n % 500
FROM bench.Number
WHERE n <= @people;
