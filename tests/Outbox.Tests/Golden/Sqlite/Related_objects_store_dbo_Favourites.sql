SELECT
    json_extract(r.value, '$.MessageId') AS MessageId,
    json_object('lookups', json_object('object', json((
        SELECT json_object('value', CASE typeof(t.StoreId) WHEN 'text' THEN substr(t.StoreId, 1, 40000) WHEN 'blob' THEN hex(substr(t.StoreId, 1, 40000)) ELSE t.StoreId END)
        FROM FavouritesNow AS t
        WHERE t.StoreId = json_extract(r.value, '$.Captured."StoreId"') AND t.CustomerId = json_extract(r.value, '$.Captured."CustomerId"')
        LIMIT 1
    )))) AS Related
FROM json_each(@rows) AS r
