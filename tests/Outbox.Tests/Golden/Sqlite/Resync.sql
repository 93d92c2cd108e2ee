SELECT DISTINCT CAST(p.CustomerId AS TEXT) AS PersonKey
FROM Customers AS p
WHERE (@person IS NULL OR p.CustomerId = @person)
  AND p.IsTest = 0
