SELECT
    json_extract(r.value, '$.MessageId') AS MessageId,
    json_object(
        'lookups', json_object(
            'store', json((
                SELECT json_object('value', iif(typeof(t.Name) = 'blob', hex(t.Name), t.Name))
                FROM Stores AS t
                WHERE t.StoreId = json_extract(r.value, '$.Captured."StoreId"')
                LIMIT 1
            )),
            'fee_cents', json((
                SELECT json_object(
                    'value', iif(typeof(t.Fee) = 'blob', hex(t.Fee), t.Fee),
                    'currency', iif(typeof(t.FeeCurrency) = 'blob', hex(t.FeeCurrency), t.FeeCurrency))
                FROM Stores AS t
                WHERE t.StoreId = json_extract(r.value, '$.Captured."StoreId"')
                LIMIT 1
            ))),
        'each', json_object('items', (
            SELECT json_group_array(json(o.j))
            FROM (
                SELECT json_object(
                    'row', json_object('Sku', iif(typeof(line.Sku) = 'blob', hex(line.Sku), line.Sku)),
                    'lookups', json_object('tier', json((
                        SELECT json_object('value', iif(typeof(t.Name) = 'blob', hex(t.Name), t.Name))
                        FROM Tiers AS t
                        WHERE t.Code = line.Sku
                        LIMIT 1
                    )))) AS j
                FROM OrderLines AS line
                WHERE line.OrderId = json_extract(r.value, '$.Captured."OrderId"')
                ORDER BY line.OrderId, line.LineNo
            ) AS o
        )),
        'view', json((
            SELECT json_object(
                'unit_count', iif(typeof(t.unit_count) = 'blob', hex(t.unit_count), t.unit_count),
                'margin_cents', iif(typeof(t.margin_cents) = 'blob', hex(t.margin_cents), t.margin_cents))
            FROM OrderFacts AS t
            WHERE t.OrderId = json_extract(r.value, '$.Captured."OrderId"')
            LIMIT 1
        ))) AS Related
FROM json_each(@rows) AS r
