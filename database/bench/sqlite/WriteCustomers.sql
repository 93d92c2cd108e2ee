INSERT INTO Customers (CustomerId, Email, FirstName, LoyaltyPoints)
SELECT n, 'person' || n || '@example.com', 'Person ' || n, n % 500
FROM bench_Number
WHERE n <= @people;
