SELECT
    k.value AS RequestedKey,
    CAST(p.CustomerId AS TEXT) AS StoredKey,
    (p.IsTest = 0) IS TRUE AS IsIncluded,
    (p.DeletedAt IS NOT NULL) IS TRUE AS IsDeleted,
    json_object(
        'row', json_object(
            'Email', iif(typeof(p.Email) = 'blob', hex(p.Email), p.Email),
            'Phone', iif(typeof(p.Phone) = 'blob', hex(p.Phone), p.Phone),
            'Country', iif(typeof(p.Country) = 'blob', hex(p.Country), p.Country)),
        'lookups', json_object('tier_name', json((
            SELECT json_object('value', iif(typeof(t.Name) = 'blob', hex(t.Name), t.Name))
            FROM Tiers AS t
            WHERE t.Code = p.Tier
            LIMIT 1
        )))) AS Json
FROM json_each(@keys) AS k
INNER JOIN Customers AS p ON p.CustomerId = k.value
