SELECT
    k.value AS RequestedKey,
    CAST(p.StoreId AS TEXT) AS StoredKey,
    (p.Name IS NOT NULL) IS TRUE AS IsIncluded,
    0 AS IsDeleted,
    json_object('row', json_object(
        'Name', CASE typeof(p.Name) WHEN 'text' THEN substr(p.Name, 1, 4000) WHEN 'blob' THEN hex(substr(p.Name, 1, 4000)) ELSE p.Name END,
        'Fee', CASE typeof(p.Fee) WHEN 'text' THEN substr(p.Fee, 1, 4000) WHEN 'blob' THEN hex(substr(p.Fee, 1, 4000)) ELSE p.Fee END,
        'FeeCurrency', CASE typeof(p.FeeCurrency) WHEN 'text' THEN substr(p.FeeCurrency, 1, 4000) WHEN 'blob' THEN hex(substr(p.FeeCurrency, 1, 4000)) ELSE p.FeeCurrency END)) AS Json
FROM json_each(@keys) AS k
INNER JOIN Stores AS p ON p.StoreId = k.value
