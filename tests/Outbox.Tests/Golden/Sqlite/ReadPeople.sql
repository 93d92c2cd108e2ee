SELECT
    k.value AS RequestedKey,
    CAST(p.CustomerId AS TEXT) AS StoredKey,
    (p.IsTest = 0) IS TRUE AS IsIncluded,
    (p.DeletedAt IS NOT NULL) IS TRUE AS IsDeleted,
    json_object(
        'row', json_object(
            'Email', CASE typeof(p.Email) WHEN 'text' THEN substr(p.Email, 1, 4000) WHEN 'blob' THEN hex(substr(p.Email, 1, 4000)) ELSE p.Email END,
            'Phone', CASE typeof(p.Phone) WHEN 'text' THEN substr(p.Phone, 1, 4000) WHEN 'blob' THEN hex(substr(p.Phone, 1, 4000)) ELSE p.Phone END,
            'Country', CASE typeof(p.Country) WHEN 'text' THEN substr(p.Country, 1, 4000) WHEN 'blob' THEN hex(substr(p.Country, 1, 4000)) ELSE p.Country END),
        'lookups', json_object('tier_name', json((
            SELECT json_object('value', CASE typeof(t.Name) WHEN 'text' THEN substr(t.Name, 1, 4000) WHEN 'blob' THEN hex(substr(t.Name, 1, 4000)) ELSE t.Name END)
            FROM Tiers AS t
            WHERE t.Code = p.Tier
            LIMIT 1
        )))) AS Json
FROM json_each(@keys) AS k
INNER JOIN Customers AS p ON p.CustomerId = k.value
