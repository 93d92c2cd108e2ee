SELECT
    json_extract(r.value, '$.MessageId') AS MessageId,
    json_object('lookups', json_object('object', json((
        SELECT json_object('value', iif(typeof(t.StoreId) = 'blob', hex(t.StoreId), t.StoreId))
        FROM FavouritesNow AS t
        WHERE t.StoreId = json_extract(r.value, '$.Captured."StoreId"') AND t.CustomerId = json_extract(r.value, '$.Captured."CustomerId"')
        LIMIT 1
    )))) AS Related
FROM json_each(@rows) AS r
