SELECT
    k.value AS RequestedKey,
    CAST(p.StoreId AS TEXT) AS StoredKey,
    (p.Name IS NOT NULL) IS TRUE AS IsIncluded,
    0 AS IsDeleted,
    json_object('row', json_object(
        'Name', iif(typeof(p.Name) = 'blob', hex(p.Name), p.Name),
        'Fee', iif(typeof(p.Fee) = 'blob', hex(p.Fee), p.Fee),
        'FeeCurrency', iif(typeof(p.FeeCurrency) = 'blob', hex(p.FeeCurrency), p.FeeCurrency))) AS Json
FROM json_each(@keys) AS k
INNER JOIN Stores AS p ON p.StoreId = k.value
