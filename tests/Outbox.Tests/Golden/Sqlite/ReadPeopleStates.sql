SELECT
    k.value AS RequestedKey,
    CAST(p.CustomerId AS TEXT) AS StoredKey,
    (p.IsTest = 0) IS TRUE AS IsIncluded,
    (p.DeletedAt IS NOT NULL) IS TRUE AS IsDeleted,
    json_object('row', json_object()) AS Json
FROM json_each(@keys) AS k
INNER JOIN Customers AS p ON p.CustomerId = k.value
